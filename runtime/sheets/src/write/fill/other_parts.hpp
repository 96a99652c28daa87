// What the rest of the workbook has to know of data that came in: references follow, pivots and formulas are asked to
// refresh.
#pragma once

#include <string>
#include <vector>

#include "lunokhod/base/error.hpp"
#include "write/fill/parts.hpp"
#include "write/fill/references.hpp"

namespace lunokhod::sheets::writing {

struct SheetName {
  std::string name, part;
};

// Charts, names, other sheets, and the parts that belong to the sheet: tables, comments, drawings.
Result<void> grow_other_parts(Parts& parts, const SheetName& filled, const std::vector<SheetName>& sheets,
                              const Growth& growth);

// Caches of pivot tables over the sheet read it again when the workbook is opened.
Result<void> refresh_pivots(Parts& parts, const SheetName& filled, const Growth& growth);

// No calculation chain, a full calculation when the workbook is opened.
Result<void> ask_for_calculation(Parts& parts);

// The last row of data (1-based) of the table that has this cell among its data; 0: none.
Result<std::uint32_t> last_row_of_table(const Parts& parts, const SheetName& sheet, std::uint32_t row,
                                        std::uint32_t column);

}  // namespace lunokhod::sheets::writing
