#include "xlsx/sheet_parser.hpp"

#include <fmt/core.h>

#include "lunokhod/base/text.hpp"
#include "lunokhod/frame/frame.hpp"
#include "lunokhod/sheets/limits.hpp"
#include "write/fill/references.hpp"
#include "xlsx/cell_reference.hpp"
#include "xlsx/rich_text.hpp"
#include "xml/references.hpp"

namespace lunokhod::sheets::xlsx {

namespace {

using xml::Token;

constexpr std::size_t most_shared_bytes = std::size_t{32} << 20;

bool is_true(std::string_view value) {
  return value == "1" || value == "true" || value == "on";
}

std::uint32_t style_of(std::string_view value) {
  const auto parsed = text::parse_integer(text::trim(value));
  return parsed && *parsed >= 0 && *parsed < 0xFFFFFFFF ? static_cast<std::uint32_t>(*parsed) : 0xFFFFFFFF;
}

CellType type_of(std::string_view value) {
  if (value == "s") return CellType::shared;
  if (value == "str") return CellType::text;
  if (value == "inlineStr") return CellType::inline_text;
  if (value == "b") return CellType::boolean;
  if (value == "e") return CellType::error;
  if (value == "d") return CellType::date;
  return CellType::number;
}

}  // namespace

Result<SheetDetails> SheetParser::run() {
  bool complete = false;
  for (Token token = tokens_.next(); token != Token::finished; token = tokens_.next()) {
    if (token != Token::start) continue;
    if (tokens_.is("sheetData")) {
      CHECKED(read_rows());
      if (output_.stopped()) break;
      complete = true;
    } else if (tokens_.is("mergeCell")) {
      CHECKED(read_merge());
    } else if (tokens_.is("col")) {
      read_columns();
    }
  }
  output_.flush();
  if (output_.error()) return *output_.error();
  if (!output_.stopped() && tokens_.error()) return *tokens_.error();
  if (!output_.stopped() && !tokens_.balanced() && !complete) {
    return Error{Code::data_rejected, "the sheet is cut off in the middle", "get the file again"};
  }
  for (std::uint32_t column = 0; column < hidden_columns_.size(); ++column) {
    if (hidden_columns_[column]) details_.hidden_columns.push_back(static_cast<std::uint16_t>(column));
  }
  details_.hidden_rows = std::move(at_.hidden_rows);
  return std::move(details_);
}

Result<void> SheetParser::read_rows() {
  const int outside = tokens_.depth() - 1;
  while (true) {
    read_plain();
    if (output_.stopped()) return {};
    const Token token = tokens_.next();
    if (token == Token::finished) {
      if (tokens_.error()) return *tokens_.error();
      return Error{Code::data_rejected, fmt::format("the sheet is cut off after row {}", at_.row + 1),
                   "get the file again"};
    }
    if (token == Token::end && tokens_.depth() <= outside) return {};
    if (token == Token::end && tokens_.is("row")) at_.end_row();
    if (token != Token::start) continue;
    if (tokens_.is("row")) {
      begin_row();
      CHECKED(outside_grid(at_.row, 0));
    } else if (tokens_.is("c")) {
      CHECKED(read_cell());
    }
  }
}

// As far as the quick parser gets; the tokenizer is told which rows it opened or closed.
void SheetParser::read_plain() {
  if (!quick_ || !tokens_.at_border()) return;
  const bool before = at_.row_open;
  const std::uint32_t closed_before = at_.rows_closed;
  plain_.run();
  const bool closed = at_.rows_closed != closed_before;
  if (before && closed) tokens_.closed_elsewhere("row");
  if (at_.row_open && (closed || !before)) tokens_.opened_elsewhere("row");
}

void SheetParser::begin_row() {
  const auto number = text::parse_integer(text::trim(tokens_.attribute("r")));
  const bool named = number && *number > 0;
  const std::uint32_t row =
      named ? static_cast<std::uint32_t>(std::min<std::int64_t>(*number, 0xFFFFFFFF) - 1) : at_.next_row;
  at_.begin_row(row, is_true(tokens_.attribute("hidden")));
  at_.row_open = tokens_.prefix().empty();  // a prefixed one is not for the quick parser to close
  output_.begin_row(row, at_.hidden);
}

Result<void> SheetParser::outside_grid(std::uint32_t row, std::uint32_t column) const {
  if (row < limits::rows && column < limits::columns) return {};
  return Error{Code::limit,
               fmt::format("cell {}{} lies outside any spreadsheet (XFD1048576 is the last)", column_letters(column),
                           std::uint64_t{row} + 1),
               "the file is damaged, or its writer does not know the limit: split the sheet"};
}

Result<void> SheetParser::read_cell() {
  const int outside = tokens_.depth() - 1;
  std::uint32_t column = at_.next_column;
  std::uint32_t row = at_.row;
  if (const auto address = parse_cell_reference(text::trim(tokens_.attribute("r")))) {
    column = address->column;
    row = address->row;
  }
  CHECKED(outside_grid(row, column));
  if (row != at_.row || !at_.row_begun) {  // the cell's own address is the truer one
    at_.row = row;
    at_.next_row = row + 1;
    at_.row_begun = true;
    output_.begin_row(row, at_.hidden);
  }
  at_.next_column = column + 1;
  const std::uint32_t style = style_of(tokens_.attribute("s"));
  const CellType type = type_of(text::trim(tokens_.attribute("t")));

  value_.clear();
  inline_.clear();
  formula_.present = false;
  formula_.text.clear();
  bool has_inline = false;
  while (true) {
    const Token token = tokens_.next();
    if (token == Token::finished || (token == Token::end && tokens_.depth() <= outside)) break;
    if (token != Token::start) continue;
    if (tokens_.is("v")) {
      value_.clear();
      read_value(value_);
    } else if (tokens_.is("is")) {
      has_inline = true;
      read_rich_text(tokens_, inline_);
    } else if (tokens_.is("f")) {
      formula_.present = true;
      const bool shared = output_.formulas() && tokens_.attribute("t") == "shared";
      const std::string index(shared ? tokens_.attribute("si") : "");
      read_value(formula_.text);
      if (shared) share_formula(index, row, column);
    } else {
      tokens_.skip_element();
    }
  }
  if (output_.wants(column) && !output_.stopped()) finish_cell(column, type, style, has_inline);
  return {};
}

// The first cell of a shared formula has its text; the others say only which, and mean it as seen from their place.
void SheetParser::share_formula(const std::string& index, std::uint32_t row, std::uint32_t column) {
  if (!formula_.text.empty()) {
    shared_bytes_ += index.size() + formula_.text.size();
    if (shared_bytes_ <= most_shared_bytes) shared_formulas_[index] = {formula_.text, row, column};
  } else if (const auto found = shared_formulas_.find(index);
             found != shared_formulas_.end() && output_.wants(column)) {
    const auto& [text, first_row, first_column] = found->second;
    formula_.text = writing::moved_formula(text, std::int64_t{row} - first_row, std::int64_t{column} - first_column);
  }
}

// The text of the element just begun, to its end.
void SheetParser::read_value(std::string& value) {
  const int outside = tokens_.depth() - 1;
  while (true) {
    const Token token = tokens_.next();
    if (token == Token::finished || (token == Token::end && tokens_.depth() <= outside)) return;
    if (token == Token::text && value.size() <= TextPool::max_length) value += tokens_.text();
  }
}

void SheetParser::finish_cell(std::uint32_t column, CellType type, std::uint32_t style, bool has_inline) {
  const std::uint8_t flags = formula_.present ? CellFlag::formula : 0;
  if (formula_.present && output_.formulas() && !formula_.text.empty()) {
    output_.text(column, "=" + formula_.text, flags);
  } else if (type == CellType::inline_text || (has_inline && value_.empty())) {
    // Excel looks for an inline text in <is> alone; a stray <v> beside it is no value.
    if (!inline_.empty()) {
      output_.text(column, inline_, flags);
    } else if (formula_.present) {
      output_.formula_without_value(column);
    }
  } else if (value_.empty()) {
    if (formula_.present) output_.formula_without_value(column);
  } else if (type == CellType::text) {
    output_.text(column, xml::has_escapes(value_) ? xml::without_escapes(value_) : value_, flags);
  } else {
    output_.value(column, type, style, value_, flags);
  }
}

void SheetParser::read_columns() {
  if (!is_true(tokens_.attribute("hidden")) || ++hidden_ranges_ > limits::columns) return;
  const auto first = text::parse_integer(text::trim(tokens_.attribute("min")));
  const auto last = text::parse_integer(text::trim(tokens_.attribute("max")));
  if (!first || !last || *first < 1) return;
  const std::int64_t stop = std::min<std::int64_t>(*last, limits::columns);
  for (std::int64_t column = *first; column <= stop; ++column) {
    if (hidden_columns_.size() < static_cast<std::size_t>(column))
      hidden_columns_.resize(static_cast<std::size_t>(column));
    hidden_columns_[static_cast<std::size_t>(column - 1)] = true;
  }
}

Result<void> SheetParser::read_merge() {
  const auto range = parse_range_reference(text::trim(tokens_.attribute("ref")));
  if (!range) return {};
  if (details_.merged.size() >= limits::merges)
    return Error{Code::limit, "the sheet has more than 200,000 merged ranges", "unmerge them"};
  details_.merged.push_back(*range);
  return {};
}

}  // namespace lunokhod::sheets::xlsx
