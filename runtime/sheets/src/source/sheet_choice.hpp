// Which sheet of a workbook is meant.
#pragma once

#include <string>

#include "lunokhod/sheets/source.hpp"

namespace lunokhod::sheets {

// By index among worksheets, by name (exact, folded, then a pattern with * and ?), else the first visible worksheet
// that holds a value. Errors: not_found with the sheets there are, ambiguous with those that fit.
Result<std::size_t> choose_sheet(Reader& reader, const SheetOptions& options);

bool matches_pattern(std::string_view text, std::string_view pattern);  // * any run, ? one character

}  // namespace lunokhod::sheets
