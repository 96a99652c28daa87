// One sheet: checked and planned before anything is written (its looks must be in styles.xml first), then streamed.
#pragma once

#include <string>
#include <vector>

#include "lunokhod/base/error.hpp"
#include "lunokhod/sheets/write_xlsx.hpp"
#include "write/cell_overrides.hpp"
#include "write/column_plan.hpp"
#include "write/features/additions.hpp"
#include "write/styles.hpp"

namespace lunokhod::sheets::writing {

class PartStream;
class SharedStrings;

struct SheetPlan {
  const SheetToWrite* sheet = nullptr;
  std::vector<ColumnPlan> columns;
  CellTails header;
  double header_height = 0;
  CellOverrides overrides;
  Additions additions;

  std::string range(bool with_totals = false) const;  // A1:AB200
};

Result<SheetPlan> plan_sheet(const SheetToWrite& sheet, Styles& styles, PartNumbers& numbers);
Result<void> write_worksheet(const SheetPlan& plan, bool first, SharedStrings& strings, PartStream& stream);

// ≤ 31 characters, none of []:*?/\, no apostrophe at an end, each once whatever the case.
Result<void> check_sheet_names(const std::vector<SheetToWrite>& sheets);

}  // namespace lunokhod::sheets::writing
