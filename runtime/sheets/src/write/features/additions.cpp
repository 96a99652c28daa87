#include "write/features/additions.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "write/xml_escape.hpp"

namespace lunokhod::sheets::writing {

std::string Relations::add(std::string type, std::string target, bool external) {
  list.push_back({std::move(type), std::move(target), external});
  return fmt::format("rId{}", list.size());
}

std::string Relations::xml() const {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
      "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
  for (std::size_t i = 0; i < list.size(); ++i) {
    out += fmt::format(
        "<Relationship Id=\"rId{}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}\" "
        "Target=\"{}\"{}/>",
        i + 1, list[i].type, writing::xml(list[i].target), list[i].external ? " TargetMode=\"External\"" : "");
  }
  return out + "</Relationships>";
}

Result<Additions> make_additions(const SheetToWrite& sheet, const std::vector<ColumnPlan>& columns, Styles& styles,
                                 PartNumbers& numbers) {
  Additions out;
  SheetContext context{sheet, columns, styles, numbers, out};
  for (auto step : {add_totals, add_conditional_formats, add_choices, add_hyperlinks, add_drawings, add_notes})
    CHECKED(step(context));
  return out;
}

std::string cell_name(std::size_t sheet_row, std::size_t column) {
  return column_letters(static_cast<std::uint32_t>(column)) + std::to_string(sheet_row + 1);
}

std::string data_cell(std::size_t row, std::size_t column) {
  return cell_name(row == header_row ? 0 : row + 1, column);
}

std::string data_range(const SheetToWrite& sheet, std::size_t column) {
  return cell_name(1, column) + ":" + cell_name(std::max<std::size_t>(sheet.frame.height(), 1), column);
}

Error feature_error(std::string message, std::string hint) {
  return Error{Code::invalid_argument, std::move(message), std::move(hint)};
}

Result<void> check_column(const SheetToWrite& sheet, std::size_t column, const char* what) {
  if (column < sheet.frame.width()) return {};
  return feature_error(fmt::format("{} of column {}, but the frame has {}", what, column + 1, sheet.frame.width()));
}

Result<void> check_cell(const SheetToWrite& sheet, std::size_t row, std::size_t column, const char* what,
                        bool header_too) {
  CHECKED(check_column(sheet, column, what));
  if (row < sheet.frame.height() || (header_too && row == header_row)) return {};
  if (row == header_row) return feature_error(fmt::format("{} of the header is not supported", what));
  return feature_error(fmt::format("{} of row {}, but the frame has {}", what, row + 1, sheet.frame.height()));
}

}  // namespace lunokhod::sheets::writing
