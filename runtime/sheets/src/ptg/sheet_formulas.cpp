#include "ptg/sheet_formulas.hpp"

#include <fmt/core.h>

#include "lunokhod/frame/frame.hpp"

namespace lunokhod::sheets::ptg {

std::string SheetFormulas::warning(const std::string& sheet) const {
  if (untold_ == 0) return "";
  return fmt::format("sheet {}: {} formulas (the first in {}{}) could not be told, their values are given instead",
                     sheet, untold_, column_letters(first_untold_.column), std::uint64_t{first_untold_.row} + 1);
}

}  // namespace lunokhod::sheets::ptg
