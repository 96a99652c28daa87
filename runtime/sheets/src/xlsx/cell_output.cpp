#include "xlsx/cell_output.hpp"

#include <fmt/core.h>

#include "lunokhod/base/calendar.hpp"
#include "lunokhod/base/text.hpp"
#include "lunokhod/frame/frame.hpp"
#include "lunokhod/sheets/limits.hpp"
#include "xlsx/number_text.hpp"

namespace lunokhod::sheets::xlsx {

namespace {

// XML's own white space; a no-break space is part of a value.
std::string_view without_spaces(std::string_view raw) {
  while (!raw.empty() && static_cast<unsigned char>(raw.front()) <= ' ') raw.remove_prefix(1);
  while (!raw.empty() && static_cast<unsigned char>(raw.back()) <= ' ') raw.remove_suffix(1);
  return raw;
}

}  // namespace

bool CellOutput::begin_row(std::uint32_t row, bool hidden) {
  row_ = row;
  row_flags_ = hidden ? CellFlag::hidden_row : 0;
  wanted_row_ = row >= options_.first_row;
  const bool past =
      options_.row_limit > 0 && row >= options_.first_row && row - options_.first_row >= options_.row_limit;
  if (past) {
    flush();
    stopped_ = true;
  }
  return !stopped_;
}

bool CellOutput::flush() {
  if (batch_.empty() || stopped_) {
    batch_.clear();
    return !stopped_;
  }
  resolve();
  cells_ += batch_.size();
  if (!batch_.empty() && !sink_.cells(batch_)) stopped_ = true;
  batch_.clear();
  context_.texts.end_batch();
  if (cells_ > limits::cells)
    error_ = Error{Code::limit, "the sheet has more than 200 million cells", "split the workbook"};
  if (context_.texts.full()) error_ = context_.texts.full_error();
  if (error_) stopped_ = true;
  return !stopped_;
}

void CellOutput::value(std::uint32_t column, CellType type, std::uint32_t style, std::string_view raw,
                       std::uint8_t flags) {
  if (type == CellType::text || type == CellType::inline_text) return text(column, raw, flags);
  const std::string_view trimmed = without_spaces(raw);
  if (trimmed.empty()) return;
  switch (type) {
    case CellType::shared:
      if (const auto index = text::parse_integer(trimmed); index && *index >= 0) {
        shared(column, static_cast<std::uint64_t>(*index), flags);
      } else {
        shared(column, ~std::uint64_t{0}, flags);
      }
      return;
    case CellType::boolean:
      return boolean(column, trimmed, flags);
    case CellType::error:
      return push(column, CellKind::error, context_.texts.add(trimmed, column).word, flags);
    case CellType::date:
      return date_text(column, trimmed, flags);
    default:
      break;
  }
  if (const auto parsed = parse_number(trimmed)) {
    number(column, style, *parsed, flags);
  } else {
    text(column, raw, flags);  // a word in a numeric cell is data all the same
  }
}

void CellOutput::text(std::uint32_t column, std::string_view text, std::uint8_t flags) {
  if (!text.empty()) push(column, CellKind::text, context_.texts.add(text, column).word, flags);
}

// Indices become texts; an empty text is no cell.
void CellOutput::resolve() {
  const std::vector<TextRef>& strings = context_.strings;
  std::size_t kept = 0;
  for (Cell cell : batch_) {
    if (cell.flags & unresolved) {
      cell.flags &= static_cast<std::uint8_t>(~unresolved);
      if (cell.word < strings.size()) [[likely]] {
        cell.word = strings[cell.word].word;
        if (TextRef{cell.word}.length() == 0) continue;
      } else {
        cell = missing_text(cell);
      }
    }
    batch_[kept++] = cell;
  }
  batch_.resize(kept);
}

Cell CellOutput::missing_text(const Cell& cell) {
  if (!warned_of_strings_) {
    context_.warnings.push_back(
        fmt::format("cell {}{} names a shared text that does not exist; it and others like it read as #REF!",
                    column_letters(cell.column), cell.row + 1));
    warned_of_strings_ = true;
  }
  Cell error = cell;
  error.kind = CellKind::error;
  error.word = context_.texts.add("#REF!", cell.column).word;
  return error;
}

void CellOutput::boolean(std::uint32_t column, std::string_view raw, std::uint8_t flags) {
  if (raw == "1" || text::equal_ignoring_case(raw, "true")) return push(column, CellKind::boolean, 1, flags);
  if (raw == "0" || text::equal_ignoring_case(raw, "false")) return push(column, CellKind::boolean, 0, flags);
  text(column, raw, flags);
}

void CellOutput::date_text(std::uint32_t column, std::string_view raw, std::uint8_t flags) {
  std::string_view plain = raw;
  if (!plain.empty() && (plain.back() == 'Z' || plain.back() == 'z')) plain.remove_suffix(1);
  const auto parsed = calendar::parse(plain);
  if (!parsed) return text(column, raw, flags);
  if (parsed->has_time) flags |= CellFlag::has_time;
  const double serial = calendar::serial_from_microseconds(parsed->microseconds, context_.base_1904);
  push(column, CellKind::date, std::bit_cast<std::uint64_t>(serial), flags);
}

void CellOutput::formula_without_value(std::uint32_t column) {
  push(column, CellKind::empty, 0, CellFlag::formula | CellFlag::formula_without_value);
}

}  // namespace lunokhod::sheets::xlsx
