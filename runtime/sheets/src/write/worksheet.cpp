#include "write/worksheet.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "lunokhod/base/text.hpp"
#include "lunokhod/sheets/limits.hpp"
#include "write/part_stream.hpp"
#include "write/row_writer.hpp"
#include "write/xml_escape.hpp"

namespace lunokhod::sheets::writing {
namespace {

constexpr std::string_view opening =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" "
    "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">";

ColumnPlan plan_column(const SheetToWrite& sheet, std::size_t index, Styles& styles) {
  const Column& column = sheet.frame.column(index);
  ColumnPlan plan;
  plan.column = &column;
  plan.open = Piece("<c r=\"" + column_letters(static_cast<std::uint32_t>(index)));
  plan.format =
      index < sheet.formats.size() && !sheet.formats[index].empty() ? sheet.formats[index] : default_format(column);
  plan.value = CellTails(styles.cell_format(plan.format));
  if (column.dtype == Dtype::mixed) {
    plan.date = CellTails(styles.cell_format("dd.mm.yyyy"));
    plan.datetime = CellTails(styles.cell_format("dd.mm.yyyy hh:mm:ss"));
  }
  const auto* widths = sheet.header_style ? &sheet.header_style->column_widths : nullptr;
  plan.width = widths && index < widths->size() ? (*widths)[index] : 0;
  if (!(plan.width > 0)) plan.width = width_of(column);
  plan.width = std::min(plan.width, 254.0);
  return plan;
}

void write_views(const SheetPlan& plan, bool first, PartStream& stream) {
  stream.append(first ? "<sheetViews><sheetView tabSelected=\"1\" workbookViewId=\"0\""
                      : "<sheetViews><sheetView workbookViewId=\"0\"");
  if (plan.sheet->freeze_header && !plan.columns.empty()) {
    stream.append(
        "><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>"
        "<selection pane=\"bottomLeft\" activeCell=\"A2\" sqref=\"A2\"/></sheetView></sheetViews>");
  } else {
    stream.append("/></sheetViews>");
  }
}

void write_columns(const SheetPlan& plan, PartStream& stream) {
  if (plan.columns.empty()) return;
  stream.append("<cols>");
  for (std::size_t i = 0; i < plan.columns.size(); ++i) {
    stream.append(fmt::format("<col min=\"{0}\" max=\"{0}\" width=\"{1}\" customWidth=\"1\"/>", i + 1,
                              text::format_float(plan.columns[i].width + column_padding)));
  }
  stream.append("</cols>");
}

Error name_error(std::string_view name, std::string_view what) {
  return Error{Code::invalid_argument, fmt::format("'{}' cannot be the name of a sheet: {}", name, what),
               "at most 31 characters, without [ ] : * ? / \\"};
}

}  // namespace

std::string SheetPlan::range(bool with_totals) const {
  const std::size_t rows = sheet->frame.height() + 1 + (with_totals && !additions.totals_row.empty());
  return fmt::format("A1:{}{}", column_letters(static_cast<std::uint32_t>(columns.size() - 1)), rows);
}

Result<SheetPlan> plan_sheet(const SheetToWrite& sheet, Styles& styles, PartNumbers& numbers) {
  const std::string where = "sheet " + sheet.name;
  if (sheet.frame.height() + 1 + !sheet.features.totals.empty() > limits::rows) {
    return Error{Code::limit,
                 fmt::format("{} rows and a header do not fit a sheet of {}", sheet.frame.height(), limits::rows),
                 "write several sheets or csv", where};
  }
  if (sheet.frame.width() > limits::columns) {
    return Error{Code::limit, fmt::format("{} columns do not fit a sheet of {}", sheet.frame.width(), limits::columns),
                 "", where};
  }
  SheetPlan plan;
  plan.sheet = &sheet;
  const HeaderStyle style = sheet.header_style.value_or(HeaderStyle{});
  plan.header = CellTails(styles.header(style));
  plan.header_height = style.height;
  plan.columns.reserve(sheet.frame.width());
  for (std::size_t i = 0; i < sheet.frame.width(); ++i) plan.columns.push_back(plan_column(sheet, i, styles));
  plan.overrides = TRY(plan_overrides(sheet, plan.columns, styles));
  plan.additions = TRY(make_additions(sheet, plan.columns, styles, numbers));
  return plan;
}

Result<void> write_worksheet(const SheetPlan& plan, bool first, SharedStrings& strings, PartStream& stream) {
  stream.append(opening);
  stream.append("<dimension ref=\"" + (plan.columns.empty() ? "A1" : plan.range(true)) + "\"/>");
  write_views(plan, first, stream);
  stream.append("<sheetFormatPr defaultRowHeight=\"15\"/>");
  write_columns(plan, stream);
  stream.append("<sheetData>");
  if (!plan.columns.empty()) {
    RowWriter writer(stream, strings, plan.columns);
    std::vector<std::string_view> names;
    for (const ColumnPlan& column : plan.columns) names.push_back(column.column->name);
    CHECKED(writer.texts(names, plan.header, 1, plan.header_height));
    CHECKED(writer.rows(plan.sheet->frame.height(), 2, plan.overrides));
  }
  stream.append(plan.additions.totals_row);
  stream.append("</sheetData>");
  if (plan.sheet->filter && !plan.columns.empty()) stream.append("<autoFilter ref=\"" + plan.range() + "\"/>");
  stream.append(plan.additions.conditional_formats);
  stream.append(plan.additions.validations);
  stream.append(plan.additions.hyperlinks);
  stream.append("<pageMargins left=\"0.7\" right=\"0.7\" top=\"0.75\" bottom=\"0.75\" header=\"0.3\" footer=\"0.3\"/>");
  stream.append(plan.additions.drawings);
  stream.append("</worksheet>");
  return {};
}

Result<void> check_sheet_names(const std::vector<SheetToWrite>& sheets) {
  std::set<std::string> seen;
  for (const SheetToWrite& sheet : sheets) {
    const std::string& name = sheet.name;
    if (name.empty()) return name_error(name, "it is empty");
    if (!text::is_utf8(name)) return name_error(text::repair_utf8(name), "it is not UTF-8");
    if (utf16_length(name) > 31) return name_error(name, "it is longer than 31 characters");
    if (name.find_first_of("[]:*?/\\") != std::string::npos) return name_error(name, "a character Excel forbids");
    if (std::any_of(name.begin(), name.end(), [](unsigned char c) { return c < 0x20; })) {
      return name_error(name, "it has control characters");
    }
    if (name.front() == '\'' || name.back() == '\'') return name_error(name, "an apostrophe at its edge");
    if (!seen.insert(text::lower(name)).second) return name_error(name, "another sheet has it (case does not count)");
  }
  return {};
}

}  // namespace lunokhod::sheets::writing
