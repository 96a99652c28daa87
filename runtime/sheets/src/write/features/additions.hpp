// What the features of a sheet add to its XML and to the package: made as a whole before the sheet is streamed.
#pragma once

#include <string>
#include <vector>

#include "lunokhod/base/error.hpp"
#include "lunokhod/sheets/write_xlsx.hpp"
#include "write/column_plan.hpp"
#include "write/styles.hpp"

namespace lunokhod::sheets::writing {

struct Part {
  std::string name;          // xl/drawings/drawing1.xml
  std::string content_type;  // "" where the extension tells it (png, jpeg, vml)
  std::string bytes;
};

// rId1, rId2, … in the order they are added.
struct Relations {
  struct One {
    std::string type, target;
    bool external = false;
  };
  std::vector<One> list;

  std::string add(std::string type, std::string target, bool external = false);  // its id
  std::string xml() const;
};

// Numbers of parts run through the whole workbook.
struct PartNumbers {
  int drawings = 0, charts = 0, images = 0, comments = 0;
};

struct Additions {
  std::string totals_row;  // <row>…</row>
  std::string conditional_formats, validations, hyperlinks, drawings;
  Relations relations;
  std::vector<Part> parts;
  bool recalculate = false;  // there is a formula without a known result
};

struct SheetContext {
  const SheetToWrite& sheet;
  const std::vector<ColumnPlan>& columns;
  Styles& styles;
  PartNumbers& numbers;
  Additions& out;
};

Result<Additions> make_additions(const SheetToWrite& sheet, const std::vector<ColumnPlan>& columns, Styles& styles,
                                 PartNumbers& numbers);

// The steps of make_additions, a file each.
Result<void> add_totals(SheetContext& context);
Result<void> add_conditional_formats(SheetContext& context);
Result<void> add_choices(SheetContext& context);
Result<void> add_hyperlinks(SheetContext& context);
Result<void> add_notes(SheetContext& context);
Result<void> add_drawings(SheetContext& context);

// Addresses over the sheet: data rows begin under the header.
std::string cell_name(std::size_t sheet_row, std::size_t column);       // from 0: B7
std::string data_cell(std::size_t row, std::size_t column);             // a row of the frame, or header_row
std::string data_range(const SheetToWrite& sheet, std::size_t column);  // B2:B100
Error feature_error(std::string message, std::string hint = "");
Result<void> check_cell(const SheetToWrite& sheet, std::size_t row, std::size_t column, const char* what,
                        bool header_too);
Result<void> check_column(const SheetToWrite& sheet, std::size_t column, const char* what);

}  // namespace lunokhod::sheets::writing
