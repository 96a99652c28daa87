// Cells that look unlike the rest of their column: coloured ones and hyperlinks. Sorted by place, so that rows meet
// them in passing; the looks themselves are few and kept once.
#pragma once

#include <cstdint>
#include <vector>

#include "lunokhod/base/error.hpp"
#include "lunokhod/sheets/write_xlsx.hpp"
#include "write/column_plan.hpp"

namespace lunokhod::sheets::writing {

struct CellOverride {
  std::size_t row = 0;  // of the frame
  std::uint32_t column = 0;
  std::uint32_t look = 0;
};

struct OverrideLook {
  CellTails value, date, datetime;
  Piece empty;  // " s="7"/>
};

struct CellOverrides {
  std::vector<CellOverride> cells;
  std::vector<OverrideLook> looks;
};

Result<CellOverrides> plan_overrides(const SheetToWrite& sheet, const std::vector<ColumnPlan>& columns, Styles& styles);

}  // namespace lunokhod::sheets::writing
