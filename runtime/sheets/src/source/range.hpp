// "B3:F200", "B:F", "3:200" or "B3" → rows and columns, 0-based and inclusive.
#pragma once

#include <cstdint>
#include <string_view>

#include "lunokhod/base/error.hpp"
#include "lunokhod/sheets/limits.hpp"

namespace lunokhod::sheets {

struct Range {
  std::uint32_t first_row = 0, last_row = 0xFFFFFFFE;
  std::uint32_t first_column = 0, last_column = limits::columns - 1;

  bool all_columns() const { return first_column == 0 && last_column == limits::columns - 1; }
  bool has_row(std::uint32_t row) const { return row >= first_row && row <= last_row; }
  bool has_column(std::uint32_t column) const { return column >= first_column && column <= last_column; }
};

// "" is everything. Error: invalid_argument.
Result<Range> parse_range(std::string_view text);

}  // namespace lunokhod::sheets
