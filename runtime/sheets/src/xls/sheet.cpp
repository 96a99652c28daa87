#include "xls/sheet.hpp"

#include "lunokhod/sheets/limits.hpp"
#include "ole/values.hpp"

namespace lunokhod::sheets::xls {
namespace {

constexpr std::size_t old_rows = 65'536;

}  // namespace

Result<SheetDetails> SheetParser::parse(std::size_t offset) {
  if (version_at(stream_, offset) == 0)
    return Error{Code::data_rejected, "the sheet does not begin where the workbook says",
                 "the file is damaged: save it again in Excel"};
  RecordReader reader(stream_, offset);
  reader_ = &reader;
  Record record;
  reader.next(record);
  int inside = 0;  // charts embedded in the sheet
  while (reader.next(record)) {
    if (is_bof(record.type)) {
      ++inside;
    } else if (record.type == type::eof) {
      if (inside-- == 0) break;
    } else if (inside == 0 && !take(record)) {
      break;
    }
  }
  settle_pending();
  batch_.flush();
  if (batch_.over_limit()) return Error{Code::limit, "the sheet has too many cells", "split the file"};
  return std::move(details_);
}

bool SheetParser::take(const Record& record) {
  const auto& data = record.data;
  switch (record.type) {
    case type::label_sst:
      return shared_label(data);
    case type::mul_rk:
      return multiple_rk(data);
    case type::rk: {
      ByteCursor cursor(data);
      Place at;
      return !place(cursor, at) || number(at, rk_value(cursor.u32()));
    }
    case type::number:
    case type::number_2: {
      ByteCursor cursor(data);
      Place at;
      return !place(cursor, at) || cursor.remaining() < 8 || number(at, cursor.f64());
    }
    case type::formula:
    case type::formula_3:
    case type::formula_4:
      return formula(record);
    case type::string:
    case type::string_2:
      return formula_text(record);
    case type::label:
    case type::label_2:
    case type::rstring:
      return label(record);
    case type::boolerr:
    case type::boolerr_2: {
      ByteCursor cursor(data);
      Place at;
      if (!place(cursor, at) || cursor.remaining() < 2) return true;
      const auto value = cursor.u8();
      return error_or_boolean(at, value, cursor.u8() != 0);
    }
    case type::row:
    case type::row_2:
      row(record);
      return true;
    case type::column_info:
    case type::column_width_2:
      columns(record);
      return true;
    case type::merged_cells:
      merged(data);
      return true;
    default:
      return take_old(record);
  }
}

bool SheetParser::take_old(const Record& record) {
  if (record.type == type::integer_2) {
    ByteCursor cursor(record.data);
    Place at;
    return !place(cursor, at) || cursor.remaining() < 2 || number(at, cursor.u16());
  }
  if (record.type == type::ixfe_2 && record.data.size() >= 2) next_xf_ = load<std::uint16_t>(record.data.data());
  return true;
}

NumberKind SheetParser::format_of(std::uint16_t xf) const {
  return xf < globals_.xf_formats.size() ? globals_.xf_formats[xf] : NumberKind::number;
}

// Row, column and format of a cell record; false when it is cut before that.
bool SheetParser::place(ByteCursor& cursor, Place& at) {
  settle_pending();
  at.row = cursor.u16();
  at.column = cursor.u16();
  if (biff_ > 2) {
    at.format = format_of(cursor.u16());
    return !cursor.failed();
  }
  std::uint16_t xf = cursor.u8() & 0x3F;
  const std::uint8_t old_format = cursor.u8() & 0x3F;
  cursor.skip(1);
  if (next_xf_ && xf == 0x3F) xf = *next_xf_;
  next_xf_.reset();
  if (!globals_.xf_formats.empty())
    at.format = format_of(xf);
  else if (old_format < globals_.old_formats.size())
    at.format = globals_.old_formats[old_format];
  return !cursor.failed();
}

bool SheetParser::number(const Place& at, double value, std::uint8_t flags) {
  flags |= row_flags(at.row);
  return batch_.add_number(at.row, at.column, value, flags, at.format);
}

bool SheetParser::text(const Place& at, std::string_view value, std::uint8_t flags) {
  if (!batch_.wants_row(at.row) || !batch_.wants_column(at.column)) return true;
  return batch_.add(at.row, at.column, CellKind::text, pool_.add(value).word, flags | row_flags(at.row));
}

bool SheetParser::error_or_boolean(const Place& at, std::uint8_t value, bool error, std::uint8_t flags) {
  flags |= row_flags(at.row);
  if (!error) return batch_.add(at.row, at.column, CellKind::boolean, value != 0, flags);
  if (!errors_[value]) errors_[value] = pool_.add(error_text(value));
  return batch_.add(at.row, at.column, CellKind::error, errors_[value]->word, flags);
}

bool SheetParser::shared_label(std::string_view data) {
  ByteCursor cursor(data);
  Place at;
  if (!place(cursor, at) || cursor.remaining() < 4) return true;
  const std::uint32_t index = cursor.u32();
  if (index >= globals_.strings.size()) return error_or_boolean(at, 0x17, true);  // shown as #REF!, never left out
  return batch_.add(at.row, at.column, CellKind::text, globals_.strings[index].word, row_flags(at.row));
}

bool SheetParser::multiple_rk(std::string_view data) {
  settle_pending();
  if (data.size() < 6) return true;
  const std::uint32_t row = load<std::uint16_t>(data.data());
  std::uint32_t column = load<std::uint16_t>(data.data() + 2);
  for (std::size_t at = 4; at + 6 <= data.size(); at += 6, ++column) {
    const Place here{row, column, format_of(load<std::uint16_t>(data.data() + at))};
    if (!number(here, rk_value(load<std::uint32_t>(data.data() + at + 2)))) return false;
  }
  return true;
}

bool SheetParser::label(const Record& record) {
  ByteCursor cursor(record.data);
  Place at;
  if (!place(cursor, at)) return true;
  scratch_.clear();
  if (biff_ >= 8) {
    const std::size_t length = cursor.u16();
    std::vector<std::string_view> pieces{cursor.rest()};
    for (std::string_view more; reader_->next_continue(more);) pieces.push_back(more);
    ContinuedBytes bytes(std::move(pieces));
    append_unicode_string(scratch_, bytes, length);
  } else {
    const std::size_t length = biff_ == 2 ? cursor.u8() : cursor.u16();
    globals_.text->append(scratch_, cursor.rest().substr(0, length));
  }
  return text(at, scratch_);
}

bool SheetParser::formula(const Record& record) {
  ByteCursor cursor(record.data);
  Place at;
  if (!place(cursor, at) || cursor.remaining() < 8) return true;
  const std::uint64_t bits = cursor.u64();
  if (const auto words = formula_words(at, cursor)) return text(at, *words, CellFlag::formula);
  if (bits >> 48 != 0xFFFF) return number(at, std::bit_cast<double>(bits), CellFlag::formula);
  const auto value = static_cast<std::uint8_t>(bits >> 16);
  switch (bits & 0xFF) {
    case 0:
      pending_ = at;
      return true;
    case 1:
      return error_or_boolean(at, value, false, CellFlag::formula);
    case 2:
      return error_or_boolean(at, value, true, CellFlag::formula);
    default:
      return text(at, {}, CellFlag::formula);
  }
}

// `cursor`: behind the value. What several cells share stands in the record behind the first of them.
std::optional<std::string> SheetParser::formula_words(const Place& at, ByteCursor cursor) {
  if (!formulas_ || !batch_.wants_row(at.row) || !batch_.wants_column(at.column)) return std::nullopt;
  cursor.skip(6);  // flags
  const auto sized_formula = [](ByteCursor& from) {
    const auto tokens = from.take(from.u16());
    return ptg::Formula{tokens, from.rest()};
  };
  const ptg::Formula own = sized_formula(cursor);
  Record next;
  if (RecordReader ahead = *reader_; formulas_->waits(own) && ahead.next(next)) {
    ByteCursor shared(next.data);
    const bool array = next.type == type::array;
    shared.skip(array ? 12 : 8);
    if (array || next.type == type::shared_formula) formulas_->remember(own, sized_formula(shared));
  }
  return formulas_->text(own, {at.row, at.column});
}

bool SheetParser::formula_text(const Record& record) {
  if (!pending_) return true;
  const Place at = *pending_;
  pending_.reset();
  scratch_.clear();
  ByteCursor cursor(record.data);
  if (biff_ >= 8) {
    const std::size_t length = cursor.u16();
    std::vector<std::string_view> pieces{cursor.rest()};
    for (std::string_view more; reader_->next_continue(more);) pieces.push_back(more);
    ContinuedBytes bytes(std::move(pieces));
    append_unicode_string(scratch_, bytes, length);
  } else {
    const std::size_t length = record.type == type::string_2 ? cursor.u8() : cursor.u16();
    globals_.text->append(scratch_, cursor.rest().substr(0, length));
  }
  return text(at, scratch_, CellFlag::formula);
}

bool SheetParser::settle_pending() {
  if (!pending_) return true;
  const Place at = *pending_;
  pending_.reset();
  return batch_.add(at.row, at.column, CellKind::empty, 0,
                    CellFlag::formula | CellFlag::formula_without_value | row_flags(at.row));
}

void SheetParser::row(const Record& record) {
  ByteCursor cursor(record.data);
  const std::uint16_t number = cursor.u16();
  bool hidden = false;
  if (record.type == type::row) {
    cursor.skip(10);
    hidden = cursor.u16() & 0x20;
  } else {
    cursor.skip(4);
    hidden = (cursor.u16() & 0x7FFF) == 0 && !cursor.failed();
  }
  if (!hidden) return;
  if (hidden_rows_.empty()) hidden_rows_.resize(old_rows);
  if (!hidden_rows_[number]) details_.hidden_rows.push_back(number);
  hidden_rows_[number] = true;
}

void SheetParser::columns(const Record& record) {
  ByteCursor cursor(record.data);
  std::uint16_t first = 0, last = 0;
  bool hidden = false;
  if (record.type == type::column_info) {
    first = cursor.u16();
    last = cursor.u16();
    cursor.skip(4);
    hidden = cursor.u16() & 1;
  } else {
    first = cursor.u8();
    last = cursor.u8();
    hidden = cursor.u16() == 0 && !cursor.failed();
  }
  auto& told = details_.hidden_columns;
  for (unsigned column = first; hidden && column <= last && column < 256 && told.size() < limits::columns; ++column)
    told.push_back(static_cast<std::uint16_t>(column));
}

void SheetParser::merged(std::string_view data) {
  ByteCursor cursor(data);
  for (std::size_t left = cursor.u16(); left > 0 && cursor.remaining() >= 8; --left) {
    MergedRange range{};
    range.first_row = cursor.u16();
    range.last_row = cursor.u16();
    range.first_column = cursor.u16();
    range.last_column = cursor.u16();
    if (range.first_row <= range.last_row && range.first_column <= range.last_column &&
        details_.merged.size() < limits::merges)
      details_.merged.push_back(range);
  }
}

}  // namespace lunokhod::sheets::xls
