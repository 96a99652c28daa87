// report_header.xlsx: the names of the target columns and the look of their cells.
#pragma once

#include <string>

#include "lunokhod/base/error.hpp"
#include "lunokhod/frame/mapping.hpp"
#include "lunokhod/sheets/write_xlsx.hpp"

namespace lunokhod::sheets {

struct TemplateWorkbook {
  Template columns;
  HeaderStyle style;
  std::string sheet;
};

// Row 1 of the first worksheet (or of `sheet`). Errors: not_found (missing template, says where it was looked for),
// data_rejected.
Result<TemplateWorkbook> load_template(const std::string& path, const std::string& sheet = "");

}  // namespace lunokhod::sheets
