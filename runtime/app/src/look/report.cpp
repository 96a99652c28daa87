#include "look/report.hpp"

#include <fmt/format.h>

#include <cstdio>

#include "lunokhod/app/table.hpp"
#include "lunokhod/base/json.hpp"
#include "lunokhod/base/text.hpp"
#include "lunokhod/platform/terminal.hpp"

namespace lunokhod::app::look {
namespace {

constexpr std::size_t columns_shown = 200, findings_shown = 40;

void line(const std::string& text, Tone tone = Tone::plain) {
  static const bool color = terminal::wants_color(terminal::standard_output);
  std::puts(toned(text, tone, color).c_str());
}

std::string plural(std::size_t count, const char* word) {
  return fmt::format("{} {}{}", count_text(static_cast<std::int64_t>(count)), word, count == 1 ? "" : "s");
}

std::string header_words(const SheetFacts& sheet) {
  if (sheet.header.last_row == 0) return "no header found, columns are called by their letters";
  if (sheet.header.first_row == sheet.header.last_row) return fmt::format("header in row {}", sheet.header.first_row);
  return fmt::format("header in rows {} to {}", sheet.header.first_row, sheet.header.last_row);
}

std::string kind_words(sheets::SheetKind kind) {
  switch (kind) {
    case sheets::SheetKind::worksheet:
      return "worksheet";
    case sheets::SheetKind::chart:
      return "chart sheet";
    case sheets::SheetKind::dialog:
      return "dialog sheet";
    case sheets::SheetKind::macro:
      return "macro sheet";
    case sheets::SheetKind::other:
      break;
  }
  return "not a worksheet";
}

std::string title_of(const SheetFacts& sheet) {
  std::string title = sheet.name.empty() ? "" : "Sheet " + sheet.name;
  if (sheet.visibility != sheets::Visibility::visible) title += title.empty() ? "hidden" : " (hidden)";
  std::string words;
  if (sheet.kind != sheets::SheetKind::worksheet)
    words = kind_words(sheet.kind);
  else if (sheet.error)
    words = "cannot be read: " + sheet.error->text();
  else if (sheet.empty)
    words = "empty";
  else
    words = plural(sheet.rows, "row") + " × " + plural(sheet.frame.width(), "column") + ", " + header_words(sheet);
  return title.empty() ? words : title + ": " + words;
}

std::string samples_of(const ColumnFacts& column) {
  std::string out;
  for (const std::string& sample : column.samples) out += (out.empty() ? "" : " · ") + text::cut(sample, 24);
  return out;
}

std::string reach_of(const ColumnFacts& column) {
  if (column.smallest.empty() || column.smallest == column.largest) return column.shape;
  return column.smallest + " … " + column.largest + (column.shape.empty() ? "" : "  " + column.shape);
}

Table::Cell filled_cell(const ColumnFacts& column) {
  if (column.nulls == 0) return {"all", Tone::dim};
  if (column.filled == 0) return {"none", Tone::dim};
  return count_text(static_cast<std::int64_t>(column.filled));
}

void print_columns(const SheetFacts& sheet) {
  Table table({{"", Align::right},
               {"column", Align::left, true},
               {"type", Align::left, true},
               {"filled", Align::right},
               {"values", Align::left, true},
               {"from … to", Align::left, true}});
  for (std::size_t i = 0; i < sheet.columns.size() && i < columns_shown; ++i) {
    const ColumnFacts& column = sheet.columns[i];
    const bool mixed = column.type.starts_with("mixed");
    table.add({{column.letters, Tone::dim},
               column.name,
               {column.type, mixed ? Tone::warning : Tone::plain},
               filled_cell(column),
               samples_of(column),
               reach_of(column)});
  }
  table.print();
  if (sheet.columns.size() > columns_shown)
    line(fmt::format("… and {}", plural(sheet.columns.size() - columns_shown, "more column")), Tone::dim);
}

void print_findings(const SheetFacts& sheet) {
  if (sheet.findings.empty()) return;
  line("");
  Table table({{"cell", Align::right}, {"what", Align::left, true}, {"there is", Align::left, true}});
  for (std::size_t i = 0; i < sheet.findings.size() && i < findings_shown; ++i) {
    const Finding& finding = sheet.findings[i];
    const Tone tone = finding.grave ? Tone::bad : finding.code == "note" ? Tone::dim : Tone::warning;
    table.add({finding.cell,
               {finding.sentence, tone},
               finding.value.empty() ? "" : "'" + text::cut(finding.value, 40) + "'"});
  }
  table.print();
  if (sheet.findings.size() > findings_shown)
    line(fmt::format("… and {}", plural(sheet.findings.size() - findings_shown, "more line")), Tone::dim);
}

void print_rows(const SheetFacts& sheet, std::size_t rows) {
  if (rows == 0 || sheet.frame.height() == 0) return;
  line("");
  std::vector<TableColumn> columns{{"row", Align::right}};
  const std::size_t width = std::min<std::size_t>(sheet.frame.width(), columns_shown);
  for (std::size_t i = 0; i < width; ++i) {
    const Dtype dtype = sheet.frame.column(i).dtype;
    columns.push_back({sheet.frame.column(i).name, dtype == Dtype::float_ ? Align::right : Align::left, true});
  }
  Table table(std::move(columns));
  for (std::size_t row = 0; row < rows && row < sheet.frame.height(); ++row) {
    std::vector<Table::Cell> cells{{std::to_string(sheet.frame.origin().rows[row]), Tone::dim}};
    for (std::size_t i = 0; i < width; ++i) cells.push_back(text::cut(sheet.frame.column(i).display(row), 40));
    table.add(std::move(cells));
  }
  table.print();
}

void json_finding(JsonWriter& json, const Finding& finding) {
  json.begin_object()
      .field("code", finding.code)
      .field("message", finding.sentence)
      .field("cell", finding.cell)
      .field("value", finding.value)
      .field("count", static_cast<std::int64_t>(finding.count))
      .field("grave", finding.grave)
      .end_object();
}

void json_column(JsonWriter& json, const ColumnFacts& column) {
  json.begin_object()
      .field("column", column.letters)
      .field("name", column.name)
      .field("type", column.type)
      .field("filled", static_cast<std::int64_t>(column.filled))
      .field("nulls", static_cast<std::int64_t>(column.nulls));
  static constexpr std::pair<CellKind, const char*> kinds[] = {{CellKind::number, "number"},
                                                               {CellKind::text, "text"},
                                                               {CellKind::date, "date"},
                                                               {CellKind::boolean, "boolean"},
                                                               {CellKind::error, "error"}};
  json.key("kinds").begin_object();
  for (const auto& [kind, name] : kinds)
    if (column.of(kind) > 0) json.field(name, static_cast<std::int64_t>(column.of(kind)));
  json.end_object().key("samples").begin_array();
  for (const std::string& sample : column.samples) json.text(sample);
  json.end_array();
  if (!column.smallest.empty()) json.field("smallest", column.smallest).field("largest", column.largest);
  json.end_object();
}

void json_rows(JsonWriter& json, const Frame& frame, std::size_t rows) {
  json.key("first_rows").begin_array();
  for (std::size_t row = 0; row < rows && row < frame.height(); ++row) {
    json.begin_object().field("row", static_cast<std::int64_t>(frame.origin().rows[row])).key("values").begin_array();
    for (std::size_t i = 0; i < frame.width(); ++i) {
      if (frame.column(i).is_null(row))
        json.null();
      else
        json.text(frame.column(i).display(row));
    }
    json.end_array().end_object();
  }
  json.end_array();
}

void json_sheet(JsonWriter& json, const SheetFacts& sheet, std::size_t rows) {
  json.begin_object()
      .field("name", sheet.name)
      .field("kind", kind_words(sheet.kind))
      .field("hidden", sheet.visibility != sheets::Visibility::visible);
  if (sheet.error) {
    json.key("error").begin_object().field("code", code_name(sheet.error->code)).field("message", sheet.error->message);
    json.field("hint", sheet.error->hint).field("where", sheet.error->where).end_object();
  }
  json.field("rows", static_cast<std::int64_t>(sheet.rows));
  json.key("header").begin_object().field("first_row", static_cast<std::int64_t>(sheet.header.first_row));
  json.field("last_row", static_cast<std::int64_t>(sheet.header.last_row)).end_object();
  json.key("columns").begin_array();
  for (const ColumnFacts& column : sheet.columns) json_column(json, column);
  json.end_array().key("problems").begin_array();
  for (const Finding& finding : sheet.findings) json_finding(json, finding);
  json.end_array();
  if (rows > 0) json_rows(json, sheet.frame, rows);
  json.end_object();
}

}  // namespace

void print_report(const FileFacts& facts, std::size_t rows_shown) {
  line(fmt::format("{}: {}{}", facts.file, facts.format,
                   facts.sheets.size() > 1 ? ", " + plural(facts.sheets.size(), "sheet") : ""));
  for (const std::string& warning : facts.warnings) line(warning, Tone::dim);
  if (!facts.owner_file.empty()) line(facts.owner_file + " lies beside it: somebody has the file open", Tone::warning);
  for (const SheetFacts& sheet : facts.sheets) {
    line("");
    line(title_of(sheet), sheet.error ? Tone::bad : Tone::good);
    if (sheet.columns.empty()) continue;
    print_columns(sheet);
    print_findings(sheet);
    print_rows(sheet, rows_shown);
  }
}

std::string json_report(const FileFacts& facts, std::size_t rows_shown) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().field("file", facts.file).field("format", facts.format).key("warnings").begin_array();
  for (const std::string& warning : facts.warnings) json.text(warning);
  json.end_array().field("owner_file", facts.owner_file).key("sheets").begin_array();
  for (const SheetFacts& sheet : facts.sheets) json_sheet(json, sheet, rows_shown);
  json.end_array().end_object();
  return out;
}

}  // namespace lunokhod::app::look
