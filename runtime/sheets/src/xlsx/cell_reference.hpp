// "B7" and "A1:C9" as a file writes them: upper or lower case, with or without dollars.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "lunokhod/sheets/workbook.hpp"

namespace lunokhod::sheets::xlsx {

struct CellAddress {  // 0-based; may lie outside the grid, which the caller judges
  std::uint32_t row = 0;
  std::uint32_t column = 0;
};

// Letters and a row number from 1; empty for anything else ("r="0"", "B", "7").
std::optional<CellAddress> parse_cell_reference(std::string_view text);
// Ordered corners inside the grid, or empty.
std::optional<MergedRange> parse_range_reference(std::string_view text);

}  // namespace lunokhod::sheets::xlsx
