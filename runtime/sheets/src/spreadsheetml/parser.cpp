#include "spreadsheetml/parser.hpp"

#include <algorithm>
#include <bit>

#include "iso_values.hpp"
#include "lunokhod/base/text.hpp"
#include "lunokhod/sheets/limits.hpp"
#include "xlsx/number_text.hpp"

namespace lunokhod::sheets::spreadsheetml {
namespace {

using xml::Token;

// Formats may be called by the names of Excel's dialogue.
NumberKind named_kind(std::string_view format) {
  if (format == "General Date" || format == "Long Time" || format == "Medium Time" || format == "Short Time")
    return NumberKind::date_with_time;
  if (format == "Long Date" || format == "Medium Date" || format == "Short Date") return NumberKind::date;
  for (const std::string_view plain : {"General", "General Number", "Fixed", "Standard", "Percent", "Scientific",
                                       "Currency", "Euro Currency", "Yes/No", "True/False", "On/Off"})
    if (format == plain) return NumberKind::number;
  return number_kind(format);
}

bool is_on(std::string_view value) {
  return value == "1" || value == "true" || value == "True";
}

}  // namespace

Result<StoredDocument> Parser::parse() {
  bool rooted = false;
  for (Token token = tokens_.next(); token != Token::finished; token = tokens_.next()) {
    if (token == Token::end && tokens_.is("Worksheet")) in_sheet_ = false;
    if (token == Token::end && tokens_.is("Row") && in_sheet_) end_row();
    if (token != Token::start) continue;
    rooted = rooted || tokens_.is("Workbook");
    if (tokens_.is("Style")) style();
    if (tokens_.is("Date1904")) document_.base_1904 = true;
    if (tokens_.is("Worksheet")) worksheet();
    if (document_.sheets.size() > limits::sheets)
      return Error{Code::limit, "the workbook has more than 10,000 sheets", "the file is damaged"};
    if (!in_sheet_) continue;
    if (tokens_.is("Column")) column();
    if (tokens_.is("Row")) begin_row();
    if (tokens_.is("Cell")) cell();
    if (tokens_.is("WorksheetOptions")) options();
    if (texts_.full()) return texts_.full_error();
  }
  if (tokens_.error()) return *tokens_.error();
  if (!rooted || document_.sheets.empty())
    return Error{Code::data_rejected, "the XML holds no workbook of Excel 2003", "save it as xlsx"};
  return std::move(document_);
}

std::uint32_t Parser::number(std::string_view attribute, std::uint32_t otherwise, std::uint32_t most) {
  const auto value = text::parse_integer(text::trim(tokens_.attribute(attribute)));
  if (!value || *value < 0) return otherwise;
  return static_cast<std::uint32_t>(std::min<std::int64_t>(*value, most));
}

NumberKind Parser::kind_of(std::string_view style) const {
  const auto found = styles_.find(style);
  return found == styles_.end() ? NumberKind::number : found->second;
}

void Parser::style() {
  const std::string id(tokens_.attribute("ID"));
  NumberKind kind = kind_of(tokens_.attribute("Parent"));
  const int outside = tokens_.depth() - 1;
  for (Token token = tokens_.next(); token != Token::finished; token = tokens_.next()) {
    if (token == Token::start && tokens_.is("NumberFormat")) {
      bool stated = false;
      const auto format = tokens_.attribute("Format", &stated);
      if (stated) kind = named_kind(format);
    }
    if (token == Token::end && tokens_.depth() <= outside) break;
  }
  styles_[id] = kind;
}

void Parser::worksheet() {
  document_.sheets.push_back({std::string(tokens_.attribute("Name"))});
  document_.stored.emplace_back();
  next_row_ = format_column_ = 0;
  in_sheet_ = true;
}

void Parser::column() {
  format_column_ = number("Index", format_column_ + 1, limits::columns);
  if (format_column_ > 0) --format_column_;
  const std::uint32_t last = std::min(format_column_ + number("Span", 0, limits::columns), limits::columns - 1);
  const bool hidden = is_on(tokens_.attribute("Hidden"));
  auto& told = sheet().details.hidden_columns;
  for (auto column = format_column_; hidden && column <= last && told.size() < limits::columns; ++column)
    told.push_back(static_cast<std::uint16_t>(column));
  format_column_ = last + 1;
}

void Parser::begin_row() {
  row_ = number("Index", next_row_ + 1, limits::rows);
  if (row_ > 0) --row_;
  row_span_ = number("Span", 0, limits::rows);
  const bool hidden = is_on(tokens_.attribute("Hidden"));
  row_flags_ = hidden ? CellFlag::hidden_row : 0;
  auto& told = sheet().details.hidden_rows;
  for (std::uint32_t i = 0; hidden && i <= row_span_ && row_ + i < limits::rows && told.size() < limits::rows; ++i)
    told.push_back(row_ + i);
  next_row_ = std::min(row_ + 1 + row_span_, limits::rows);
  next_column_ = 0;
  row_begin_ = sheet().cells.size();
}

void Parser::end_row() {
  if (sheet().cells.size() > row_begin_ && row_ < limits::rows)
    sheet().rows.push_back({row_, 1, row_begin_, sheet().cells.size()});
}

void Parser::cell() {
  column_ = number("Index", next_column_ + 1, limits::columns);
  if (column_ > 0) --column_;
  const auto across = number("MergeAcross", 0, limits::columns), down = number("MergeDown", 0, limits::rows);
  next_column_ = std::min(column_ + 1 + across, limits::columns);
  if ((across > 0 || down > 0) && column_ < limits::columns && row_ < limits::rows &&
      sheet().details.merged.size() < limits::merges)
    sheet().details.merged.push_back({row_, std::min(row_ + down, limits::rows - 1),
                                      static_cast<std::uint16_t>(column_),
                                      static_cast<std::uint16_t>(std::min(column_ + across, limits::columns - 1))});
  formula_ = tokens_.attribute("Formula");
  const std::string style(tokens_.attribute("StyleID"));
  const int outside = tokens_.depth() - 1;
  const std::uint64_t before = sheet().cells.size();
  for (Token token = tokens_.next(); token != Token::finished; token = tokens_.next()) {
    if (token == Token::end && tokens_.depth() <= outside) break;
    if (token == Token::start && tokens_.is("Data") && tokens_.depth() == outside + 2) data(style);  // not a comment's
  }
  if (!formula_.empty() && sheet().cells.size() == before)
    store(CellKind::empty, 0, CellFlag::formula | CellFlag::formula_without_value);
}

void Parser::data(std::string_view style) {
  const std::string type(tokens_.attribute("Type"));
  const std::string value = element_text();
  const std::uint8_t flags = formula_.empty() ? 0 : CellFlag::formula;
  const NumberKind format = kind_of(style);
  const auto number_cell = [&](double number, NumberKind kind) {
    const auto time = static_cast<std::uint8_t>(kind == NumberKind::date_with_time ? CellFlag::has_time : 0);
    store(kind == NumberKind::number ? CellKind::number : CellKind::date, std::bit_cast<std::uint64_t>(number),
          flags | time);
  };
  const auto trimmed = text::trim(value);
  if (type == "Number") {
    if (const auto parsed = xlsx::parse_number(trimmed)) return number_cell(*parsed, format);
  } else if (type == "DateTime") {
    if (const auto date = parse_date(trimmed)) {
      const auto kind = format != NumberKind::number ? format
                        : date->has_time             ? NumberKind::date_with_time
                                                     : NumberKind::date;
      return number_cell(serial_of(*date, document_.base_1904), kind);
    }
  } else if (type == "Boolean") {
    return store(CellKind::boolean, is_on(trimmed), flags);
  } else if (type == "Error") {
    return store(CellKind::error, texts_.add(trimmed).word, flags);
  }
  if (!value.empty()) store(CellKind::text, texts_.add(value).word, flags);
}

void Parser::store(CellKind kind, std::uint64_t word, std::uint8_t flags) {
  if (column_ >= limits::columns || row_ >= limits::rows) return;
  if (!formula_.empty()) sheet().formulas.push_back({sheet().cells.size(), texts_.add(formula_)});
  sheet().cells.push_back(
      {word, static_cast<std::uint16_t>(column_), 1, kind, static_cast<std::uint8_t>(flags | row_flags_)});
}

void Parser::options() {
  const int outside = tokens_.depth() - 1;
  for (Token token = tokens_.next(); token != Token::finished; token = tokens_.next()) {
    if (token == Token::end && tokens_.depth() <= outside) return;
    if (token != Token::start || !tokens_.is("Visible")) continue;
    const std::string state = element_text();
    if (state == "SheetHidden") document_.sheets.back().visibility = Visibility::hidden;
    if (state == "SheetVeryHidden") document_.sheets.back().visibility = Visibility::very_hidden;
  }
}

// All the text inside the element that has just begun, whatever is emphasised in it.
std::string Parser::element_text() {
  std::string out;
  const int outside = tokens_.depth() - 1;
  for (Token token = tokens_.next(); token != Token::finished; token = tokens_.next()) {
    if (token == Token::end && tokens_.depth() <= outside) break;
    if (token == Token::text && out.size() <= TextPool::max_length) out += tokens_.text();
  }
  return out;
}

}  // namespace lunokhod::sheets::spreadsheetml
