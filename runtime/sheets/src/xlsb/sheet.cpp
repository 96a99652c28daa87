#include "xlsb/sheet.hpp"

#include "lunokhod/sheets/limits.hpp"
#include "ole/utf16.hpp"
#include "ole/values.hpp"

namespace lunokhod::sheets::xlsb {

Result<SheetDetails> SheetParser::parse() {
  for (Record record; records_.next(record);) {
    if (waiting_ && !settle_waiting(&record)) break;
    if (!take(record)) break;
    if (context_.texts.full()) return context_.texts.full_error();
  }
  if (records_.error()) return *records_.error();
  if (waiting_) settle_waiting(nullptr);
  batch_.flush();
  if (batch_.over_limit()) return Error{Code::limit, "the sheet has too many cells", "split the file"};
  return std::move(details_);
}

bool SheetParser::take(const Record& record) {
  if (record.type - 1 < type::formula_error || record.type == type::cell_rich) return cell(record);
  switch (record.type) {
    case type::row_header:
      return row(record.data);
    case type::column_info:
      columns(record.data);
      break;
    case type::merge_cell:
      merged(record.data);
      break;
    default:
      break;
  }
  return true;
}

bool SheetParser::cell(const Record& record) {
  if (record.type == type::cell_blank || record.data.size() < 8 || !batch_.wants_row(row_)) return true;
  ByteCursor cursor(record.data);
  const auto column = cursor.u32();
  const auto style = cursor.u32() & 0xFFFFFF;
  if (!batch_.wants_column(column)) return true;
  if (formulas_ && record.type >= type::formula_text && record.type <= type::formula_error) return formula_cell(record);
  return value(record.type, column, style, cursor);
}

namespace {

// Tokens and what does not fit into them, each with its size.
ptg::Formula sized_formula(ByteCursor& cursor) {
  const auto tokens = cursor.take(cursor.u32());
  return {tokens, cursor.take(cursor.u32())};
}

ptg::Formula formula_of(const Record& record) {
  ByteCursor cursor(record.data);
  cursor.skip(8);
  if (record.type == type::formula_text)
    cursor.skip(std::size_t{cursor.u32()} * 2);
  else
    cursor.skip(record.type == type::formula_number ? 8 : 1);
  cursor.skip(2);  // flags
  return sized_formula(cursor);
}

}  // namespace

bool SheetParser::formula_cell(const Record& record) {
  const ptg::Formula formula = formula_of(record);
  if (!waiting_ && formulas_->waits(formula)) {
    waiting_ = Waiting{record.type, std::string(record.data)};
    return true;
  }
  ByteCursor cursor(record.data);
  const auto column = cursor.u32(), style = cursor.u32() & 0xFFFFFF;
  if (const auto words = formulas_->text(formula, {row_, column})) {
    const auto text = context_.texts.add(*words, column).word;
    return batch_.add(row_, column, CellKind::text, text, row_flags_ | CellFlag::formula);
  }
  return value(record.type, column, style, cursor);
}

// What several cells share stands behind the first of them.
bool SheetParser::settle_waiting(const Record* next) {
  const Record cell{waiting_->kind, waiting_->record};
  if (next && (next->type == type::shared_formula || next->type == type::array_formula)) {
    ByteCursor cursor(next->data);
    cursor.skip(next->type == type::array_formula ? 17 : 16);
    formulas_->remember(formula_of(cell), sized_formula(cursor));
  }
  const bool more = formula_cell(cell);
  waiting_.reset();
  return more;
}

bool SheetParser::value(unsigned kind, std::uint32_t column, std::uint32_t style, ByteCursor& cursor) {
  const auto format = style < context_.styles.size() ? context_.styles[style] : NumberKind::number;
  const bool formula = kind >= type::formula_text && kind <= type::formula_error;
  const auto flags = static_cast<std::uint8_t>(row_flags_ | (formula ? CellFlag::formula : 0));
  switch (kind) {
    case type::cell_rk: {
      const auto rk = cursor.u32();
      return cursor.failed() || batch_.add_number(row_, column, rk_value(rk), flags, format);
    }
    case type::cell_real:
    case type::formula_number: {
      const double number = cursor.f64();
      return cursor.failed() || batch_.add_number(row_, column, number, flags, format);
    }
    case type::cell_bool:
    case type::formula_bool: {
      const auto truth = cursor.u8();
      return cursor.failed() || batch_.add(row_, column, CellKind::boolean, truth != 0, flags);
    }
    case type::cell_error:
    case type::formula_error:
      return error(column, cursor.u8(), flags);
    case type::cell_shared: {
      const auto index = cursor.u32();
      if (index >= context_.strings.size()) return error(column, 0x17, flags);  // shown as #REF!, never left out
      return batch_.add(row_, column, CellKind::text, context_.strings[index].word, flags);
    }
    case type::cell_rich:
      cursor.skip(1);
      [[fallthrough]];
    default:
      return text(column, wide_text(cursor.rest()), flags);
  }
}

bool SheetParser::text(std::uint32_t column, std::string_view utf16, std::uint8_t flags) {
  scratch_.clear();
  append_utf16(scratch_, utf16);
  if (scratch_.empty()) return true;
  return batch_.add(row_, column, CellKind::text, context_.texts.add(scratch_, column).word, flags);
}

bool SheetParser::error(std::uint32_t column, std::uint8_t code, std::uint8_t flags) {
  if (!errors_[code]) errors_[code] = context_.texts.add(error_text(code));
  return batch_.add(row_, column, CellKind::error, errors_[code]->word, flags);
}

bool SheetParser::row(std::string_view data) {
  ByteCursor cursor(data);
  row_ = cursor.u32();
  cursor.skip(7);
  const bool hidden = cursor.u8() & 0x10;
  row_flags_ = hidden ? CellFlag::hidden_row : 0;
  if (hidden && row_ < limits::rows && details_.hidden_rows.size() < limits::rows) details_.hidden_rows.push_back(row_);
  return !batch_.past_last_row(row_);
}

void SheetParser::columns(std::string_view data) {
  ByteCursor cursor(data);
  const auto first = cursor.u32(), last = cursor.u32();
  cursor.skip(8);
  if (!(cursor.u16() & 1)) return;
  auto& hidden = details_.hidden_columns;
  for (auto column = first; column <= last && column < limits::columns && hidden.size() < limits::columns; ++column)
    hidden.push_back(static_cast<std::uint16_t>(column));
}

void SheetParser::merged(std::string_view data) {
  ByteCursor cursor(data);
  const auto first_row = cursor.u32(), last_row = cursor.u32(), first_column = cursor.u32(), last_column = cursor.u32();
  if (cursor.failed() || first_row > last_row || first_column > last_column || last_row >= limits::rows ||
      last_column >= limits::columns || details_.merged.size() >= limits::merges)
    return;
  details_.merged.push_back(
      {first_row, last_row, static_cast<std::uint16_t>(first_column), static_cast<std::uint16_t>(last_column)});
}

}  // namespace lunokhod::sheets::xlsb
