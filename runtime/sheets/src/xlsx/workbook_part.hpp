// xl/workbook.xml: which sheets there are, in which parts, and which day is day one.
#pragma once

#include <string>
#include <vector>

#include "lunokhod/sheets/workbook.hpp"
#include "xlsx/package.hpp"

namespace lunokhod::sheets::xlsx {

struct WorkbookPart {
  std::vector<SheetInfo> sheets;
  std::vector<std::string> parts;  // of the sheets, "" where the part is missing
  std::string shared_strings;      // "" when there are none
  std::string styles;
  bool base_1904 = false;
};

Result<WorkbookPart> read_workbook_part(const Package& package, std::vector<std::string>& warnings);

}  // namespace lunokhod::sheets::xlsx
