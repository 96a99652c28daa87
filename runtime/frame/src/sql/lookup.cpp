#include "lunokhod/base/decimal.hpp"
#include "sql/table.hpp"

namespace lunokhod::sql_table {
namespace {

double number_of(const Column& column, std::size_t row) {
  if (column.dtype == Dtype::float_) return column.as_float(row);
  if (column.dtype == Dtype::decimal) return Decimal{column.as_integer(row), column.scale}.to_double();
  return static_cast<double>(column.as_integer(row));
}

}  // namespace

Lookup::Lookup(const Column& column) {
  texts_ = column.dtype == Dtype::text;
  numbers_ = column.dtype == Dtype::integer || column.dtype == Dtype::float_ || column.dtype == Dtype::decimal ||
             column.dtype == Dtype::boolean;
  for (std::uint32_t row = 0; row < column.size() && (texts_ || numbers_); ++row) {
    if (column.is_null(row)) continue;
    if (texts_)
      by_text_[column.as_text(row)].push_back(row);
    else
      by_number_[number_of(column, row)].push_back(row);
  }
}

// Integers beyond 2^53 meet as neighbours here; SQLite compares what it gets once more.
const std::vector<std::uint32_t>* Lookup::rows(sqlite3_value* value) const {
  static const std::vector<std::uint32_t> nothing;
  const int type = sqlite3_value_type(value);
  if (type == SQLITE_NULL) return &nothing;
  if (texts_ && type == SQLITE_TEXT) {
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_value_text(value));
    const auto found = by_text_.find({bytes, static_cast<std::size_t>(sqlite3_value_bytes(value))});
    return found == by_text_.end() ? &nothing : &found->second;
  }
  if (numbers_ && (type == SQLITE_INTEGER || type == SQLITE_FLOAT)) {
    const auto found = by_number_.find(sqlite3_value_double(value));
    return found == by_number_.end() ? &nothing : &found->second;
  }
  return nullptr;
}

}  // namespace lunokhod::sql_table
