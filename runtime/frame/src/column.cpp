#include "lunokhod/frame/column.hpp"

#include <bit>

#include "lunokhod/base/calendar.hpp"
#include "lunokhod/base/decimal.hpp"
#include "lunokhod/base/text.hpp"

namespace lunokhod {

std::string_view dtype_name(Dtype dtype) {
  static constexpr std::string_view names[] = {"text", "integer",  "float",   "decimal",
                                               "date", "datetime", "boolean", "mixed"};
  return names[static_cast<std::size_t>(dtype)];
}

void Validity::resize(std::size_t size, bool valid) {
  const std::size_t old = size_;
  words_.resize((size + 63) / 64, valid ? ~std::uint64_t{0} : 0);
  size_ = size;
  if (valid && size > old && old % 64 != 0) words_[old / 64] |= ~std::uint64_t{0} << (old % 64);
  if (size % 64 != 0) words_.back() &= (std::uint64_t{1} << (size % 64)) - 1;
}

std::size_t Validity::count() const {
  std::size_t total = 0;
  for (std::uint64_t word : words_) total += static_cast<std::size_t>(std::popcount(word));
  return total;
}

namespace {

std::string display_mixed(const Column& column, std::size_t row) {
  switch (column.kinds[row]) {
    case CellKind::number:
      return text::format_float(column.as_float(row));
    case CellKind::boolean:
      return column.words[row] ? "true" : "false";
    case CellKind::date: {
      const std::int64_t at = column.as_integer(row);
      return at % calendar::microseconds_per_day == 0 ? calendar::format_date(at / calendar::microseconds_per_day)
                                                      : calendar::format_datetime(at);
    }
    case CellKind::text:
    case CellKind::error:
      return std::string(column.as_text(row));
    case CellKind::empty:
      return "";
  }
  return "";
}

}  // namespace

std::string Column::display(std::size_t row) const {
  if (is_null(row)) return "";
  switch (dtype) {
    case Dtype::text:
      return std::string(as_text(row));
    case Dtype::integer:
      return std::to_string(as_integer(row));
    case Dtype::float_:
      return text::format_float(as_float(row));
    case Dtype::decimal:
      return Decimal{as_integer(row), scale}.text();
    case Dtype::date:
      return calendar::format_date(as_integer(row));
    case Dtype::datetime:
      return calendar::format_datetime(as_integer(row));
    case Dtype::boolean:
      return words[row] ? "true" : "false";
    case Dtype::mixed:
      return display_mixed(*this, row);
  }
  return "";
}

}  // namespace lunokhod
