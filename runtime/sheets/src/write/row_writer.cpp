#include "write/row_writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "lunokhod/base/calendar.hpp"
#include "lunokhod/base/decimal.hpp"
#include "lunokhod/frame/frame.hpp"
#include "write/numbers.hpp"
#include "write/part_stream.hpp"
#include "write/shared_strings.hpp"
#include "write/xml_escape.hpp"

namespace lunokhod::sheets::writing {
namespace {

constexpr std::size_t cell_room = 192;  // pieces of 32 bytes, a number, a closing piece; a row's tags too
constexpr std::size_t max_text = 32'767;
constexpr std::int64_t first_serial = 1, last_serial = 2'958'465;  // 1900-01-01 to 9999-12-31
constexpr std::int64_t serial_of_1970 = 25'569, after_false_leap_day = 61;

// The day's number as Excel counts, 0 where it has none.
std::int64_t serial_of_day(std::int64_t days) {
  if (days < -100'000 || days > last_serial) return 0;
  std::int64_t serial = days + serial_of_1970;
  if (serial < after_false_leap_day) --serial;
  return serial >= first_serial && serial <= last_serial ? serial : 0;
}

char* put8(char* out, const char (&text)[9]) {
  std::memcpy(out, text, 8);
  return out + 8;
}

char* close_value(char* out) {
  return put8(out, "</v></c>");
}

constexpr Piece row_tag("<row r=\""), height_tag("\" ht=\""), custom_height("\" customHeight=\"1"), tag_end("\">"),
    row_end("</row>");

constexpr std::array<std::string_view, 9> known_errors{"#NULL!", "#DIV/0!", "#VALUE!",       "#REF!",  "#NAME?",
                                                       "#NUM!",  "#N/A",    "#GETTING_DATA", "#SPILL!"};

}  // namespace

RowWriter::RowWriter(PartStream& stream, SharedStrings& strings, const std::vector<ColumnPlan>& columns)
    : stream_(stream), strings_(strings), columns_(columns) {}

char* RowWriter::open_row(std::uint32_t row_number, double height_points) {
  std::array<char, number_room> digits;
  row_digits_ =
      Piece({digits.data(), static_cast<std::size_t>(write_unsigned(digits.data(), row_number) - digits.data())});
  char* out = stream_.reserve(cell_room);
  out = row_tag.put(out);
  out = row_digits_.put(out);
  if (height_points > 0) {
    out = height_tag.put(out);
    out = write_float(out, std::clamp(height_points, 1.0, 409.0));
    out = custom_height.put(out);
  }
  return tag_end.put(out);
}

char* RowWriter::close_row(char* out) {
  return row_end.put(out);
}

Result<void> RowWriter::rows(std::size_t height, std::uint32_t row_number, const CellOverrides& overrides) {
  auto special = overrides.cells.begin();
  const auto last_special = overrides.cells.end();
  for (std::size_t row = 0; row < height; ++row, ++row_number) {
    const std::size_t at = row % SharedStrings::most_at_once;
    if (at == 0) prepare_texts(row, std::min(height - row, SharedStrings::most_at_once));
    char* out = open_row(row_number);
    for (std::size_t column = 0; column < columns_.size(); ++column) {
      const ColumnPlan& plan = columns_[column];
      if (special != last_special && special->row == row && special->column == column) [[unlikely]] {
        stream_.commit(out);
        out = cell_in_own_look(stream_.reserve(cell_room), plan, overrides.looks[special->look], row);
        ++special;
        continue;
      }
      if (plan.column->is_null(row)) continue;
      stream_.commit(out);
      out = stream_.reserve(cell_room);
      if (!prepared_[column].empty() && prepared_[column][at] != SharedStrings::none) {
        out = close_value(write_unsigned(plan.value.shared.put(open_cell(out, plan)), prepared_[column][at]));
      } else {
        out = cell(out, plan, row);
      }
    }
    stream_.commit(out);
    stream_.commit(close_row(stream_.reserve(cell_room)));
    if (error_) return *std::move(error_);
    if (row % 1024 == 0 && stream_.failed()) break;  // finish() says why
  }
  return {};
}

Result<void> RowWriter::row_between(std::size_t row, std::uint32_t row_number, std::string_view attributes,
                                    std::string_view left, std::string_view right) {
  char* out = open_row(row_number) - 1;  // the '>' comes behind the attributes
  stream_.commit(out);
  stream_.append(attributes);
  stream_.append(">");
  stream_.append(left);
  for (const ColumnPlan& plan : columns_) {
    out = stream_.reserve(cell_room);
    const bool null = row >= plan.column->size() || plan.column->is_null(row);
    char* end = null ? out : cell(out, plan, row);
    if (end == out && plan.empty.size) end = plan.empty.put(open_cell(out, plan));
    stream_.commit(end);
  }
  stream_.append(right);
  stream_.commit(close_row(stream_.reserve(cell_room)));
  if (error_) return *std::move(error_);
  return {};
}

// Empty texts, and those that are no shared ones, are left to text_cell.
void RowWriter::prepare_texts(std::size_t first, std::size_t count) {
  std::array<std::string_view, SharedStrings::most_at_once> texts;
  std::array<std::uint32_t, SharedStrings::most_at_once> indices;
  std::array<std::uint8_t, SharedStrings::most_at_once> places;
  prepared_.resize(columns_.size());
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const Column& column = *columns_[i].column;
    if (column.dtype != Dtype::text) continue;
    std::size_t found = 0;
    for (std::size_t at = 0; at < count; ++at) {
      if (column.is_null(first + at)) continue;
      const std::string_view text = column.as_text(first + at);
      if (text.empty() || text.size() > max_text) continue;
      texts[found] = text;
      places[found++] = static_cast<std::uint8_t>(at);
    }
    strings_.intern({texts.data(), found}, indices.data());
    prepared_[i].assign(SharedStrings::most_at_once, SharedStrings::none);
    for (std::size_t k = 0; k < found; ++k) prepared_[i][places[k]] = indices[k];
  }
}

char* RowWriter::cell_in_own_look(char* out, const ColumnPlan& plan, const OverrideLook& look, std::size_t row) {
  ColumnPlan own = plan;
  own.value = look.value;
  own.date = look.date;
  own.datetime = look.datetime;
  if (!plan.column->is_null(row)) {
    char* end = cell(out, own, row);
    if (end != out) return end;
  }
  return look.empty.put(open_cell(out, own));
}

Result<void> RowWriter::texts(const std::vector<std::string_view>& texts, const CellTails& tails,
                              std::uint32_t row_number, double height_points) {
  char* out = open_row(row_number, height_points);
  for (std::size_t column = 0; column < texts.size(); ++column) {
    if (texts[column].empty()) continue;
    stream_.commit(out);
    out = text_cell(stream_.reserve(cell_room), columns_[column], tails, texts[column]);
  }
  stream_.commit(out);
  stream_.commit(close_row(stream_.reserve(cell_room)));
  if (error_) return *std::move(error_);
  return {};
}

char* RowWriter::open_cell(char* out, const ColumnPlan& plan) const {
  out = plan.open.put(out);
  std::memcpy(out, row_digits_.bytes, 8);  // a row number has at most seven digits
  return out + row_digits_.size;
}

char* RowWriter::cell(char* out, const ColumnPlan& plan, std::size_t row) {
  const Column& column = *plan.column;
  switch (column.dtype) {
    case Dtype::text:
      return text_cell(out, plan, plan.value, column.as_text(row));
    case Dtype::integer:
    case Dtype::decimal: {
      const std::int64_t units = column.as_integer(row);
      const int scale = column.dtype == Dtype::decimal ? column.scale : 0;
      if (!fits_excel(units)) return text_cell(out, plan, plan.value, Decimal{units, scale}.text());
      out = plan.value.number.put(open_cell(out, plan));
      return close_value(write_decimal(out, units, scale));
    }
    case Dtype::float_:
      return number_cell(out, plan, column.as_float(row));
    case Dtype::date:
      return date_cell(out, plan, plan.value, column.as_integer(row));
    case Dtype::datetime:
      return datetime_cell(out, plan, plan.value, column.as_integer(row));
    case Dtype::boolean:
      out = plan.value.boolean.put(open_cell(out, plan));
      *out++ = column.words[row] ? '1' : '0';
      return close_value(out);
    case Dtype::mixed:
      return mixed_cell(out, plan, row);
  }
  return out;
}

char* RowWriter::mixed_cell(char* out, const ColumnPlan& plan, std::size_t row) {
  const Column& column = *plan.column;
  switch (column.kinds[row]) {
    case CellKind::empty:
      return out;
    case CellKind::number:
      return number_cell(out, plan, column.as_float(row));
    case CellKind::text:
      return text_cell(out, plan, plan.value, column.as_text(row));
    case CellKind::boolean:
      out = plan.value.boolean.put(open_cell(out, plan));
      *out++ = column.words[row] ? '1' : '0';
      return close_value(out);
    case CellKind::error:
      return error_cell(out, plan, column.as_text(row));
    case CellKind::date: {
      const std::int64_t at = column.as_integer(row);
      if (at % calendar::microseconds_per_day) return datetime_cell(out, plan, plan.datetime, at);
      return date_cell(out, plan, plan.date, at / calendar::microseconds_per_day);
    }
  }
  return out;
}

char* RowWriter::number_cell(char* out, const ColumnPlan& plan, double value) const {
  if (!std::isfinite(value)) return out;
  out = plan.value.number.put(open_cell(out, plan));
  return close_value(write_float(out, value));
}

char* RowWriter::date_cell(char* out, const ColumnPlan& plan, const CellTails& tails, std::int64_t days) {
  const std::int64_t serial = serial_of_day(days);
  if (serial == 0)
    return text_cell(out, plan, tails, calendar::format(days * calendar::microseconds_per_day, "dd.mm.yyyy"));
  out = tails.number.put(open_cell(out, plan));
  return close_value(write_unsigned(out, static_cast<std::uint64_t>(serial)));
}

char* RowWriter::datetime_cell(char* out, const ColumnPlan& plan, const CellTails& tails, std::int64_t microseconds) {
  std::int64_t days = microseconds / calendar::microseconds_per_day;
  std::int64_t rest = microseconds % calendar::microseconds_per_day;
  if (rest < 0) {
    rest += calendar::microseconds_per_day;
    --days;
  }
  const std::int64_t serial = serial_of_day(days);
  if (serial == 0) return text_cell(out, plan, tails, calendar::format(microseconds, "dd.mm.yyyy hh:nn:ss"));
  // The fraction of the day with eleven digits: rest × 10^11 / 86.4 × 10^9, under a microsecond off.
  std::int64_t fraction = (rest * 125 + 54) / 108;
  int digits = 11;
  out = tails.number.put(open_cell(out, plan));
  if (fraction == 0) return close_value(write_unsigned(out, static_cast<std::uint64_t>(serial)));
  for (; fraction % 10 == 0; fraction /= 10) --digits;
  return close_value(write_decimal(out, serial * power_of_ten(digits) + fraction, digits));
}

char* RowWriter::text_cell(char* out, const ColumnPlan& plan, const CellTails& tails, std::string_view text) {
  if (text.empty()) return out;
  if (text.size() > max_text) {
    const std::size_t units = utf16_length(text);
    if (units > max_text) {
      complain_of_length(plan, units);
      return out;
    }
  }
  const std::uint32_t index = strings_.intern(text);
  if (index == SharedStrings::none) return inline_cell(out, plan, tails, text);
  out = tails.shared.put(open_cell(out, plan));
  return close_value(write_unsigned(out, index));
}

char* RowWriter::inline_cell(char* out, const ColumnPlan& plan, const CellTails& tails, std::string_view text) {
  out = tails.in_line.put(open_cell(out, plan));
  stream_.commit(out);
  stream_.append(needs_preserve(text) ? "<is><t xml:space=\"preserve\">" : "<is><t>");
  stream_.append_cell_text(text);
  stream_.append("</t></is></c>");
  return stream_.reserve(cell_room);
}

char* RowWriter::error_cell(char* out, const ColumnPlan& plan, std::string_view text) {
  if (std::find(known_errors.begin(), known_errors.end(), text) == known_errors.end()) {
    return text_cell(out, plan, plan.value, text);
  }
  out = plan.value.error.put(open_cell(out, plan));
  std::memcpy(out, text.data(), text.size());
  return close_value(out + text.size());
}

void RowWriter::complain_of_length(const ColumnPlan& plan, std::size_t units) {
  if (error_) return;
  const std::string_view letters = std::string_view(plan.open.bytes, plan.open.size).substr(6);
  const std::string_view digits(row_digits_.bytes, row_digits_.size);
  error_ = Error{Code::limit, fmt::format("a text of {} characters; a cell holds at most {}", units, max_text),
                 "shorten the text, or write csv", fmt::format("cell {}{}", letters, digits)};
}

}  // namespace lunokhod::sheets::writing
