#include "frame_sink.hpp"

#include <algorithm>
#include <utility>

#include "lunokhod/base/calendar.hpp"
#include "lunokhod/base/decimal.hpp"

namespace lunokhod::db {
namespace {

struct Typed {
  Dtype dtype;
  std::uint64_t word;
  std::uint8_t scale = 0;
};

Typed typed(const Cell& cell, TextPool& pool) {
  const auto text = [&] { return Typed{Dtype::text, pool.add(cell.text).word}; };
  switch (cell.type) {
    case CellType::boolean:
      return {Dtype::boolean, cell.integer != 0};
    case CellType::integer:
      return {Dtype::integer, static_cast<std::uint64_t>(cell.integer)};
    case CellType::real:
      return {Dtype::float_, std::bit_cast<std::uint64_t>(cell.real)};
    case CellType::decimal: {
      const auto value = parse_decimal(cell.text);
      if (!value) return text();
      return {Dtype::decimal, static_cast<std::uint64_t>(value->units), static_cast<std::uint8_t>(value->scale)};
    }
    case CellType::date:
    case CellType::datetime: {
      const auto moment = calendar::parse(cell.text);
      if (!moment) return text();
      if (cell.type == CellType::datetime) return {Dtype::datetime, static_cast<std::uint64_t>(moment->microseconds)};
      std::int64_t days = moment->microseconds / calendar::microseconds_per_day;
      days -= moment->microseconds % calendar::microseconds_per_day < 0;
      return {Dtype::date, static_cast<std::uint64_t>(days)};
    }
    default:
      return text();
  }
}

void become_text(Column& column, TextPool& pool, const std::shared_ptr<TextPool>& shared) {
  for (std::size_t row = 0; row < column.size(); ++row) {
    if (!column.is_null(row)) column.words[row] = pool.add(column.display(row)).word;
  }
  column.dtype = Dtype::text;
  column.scale = 0;
  column.pool = shared;
}

void become_float(Column& column) {
  for (std::size_t row = 0; row < column.size(); ++row) {
    const double value = static_cast<double>(column.as_integer(row));
    column.words[row] = column.is_null(row) ? 0 : std::bit_cast<std::uint64_t>(value);
  }
  column.dtype = Dtype::float_;
}

// False when a value does not fit with so many digits after the point.
bool rescale(Column& column, std::uint8_t scale) {
  std::vector<std::uint64_t> words = column.words;
  for (std::uint64_t& word : words) {
    const auto value = Decimal{static_cast<std::int64_t>(word), column.scale}.rescaled(scale);
    if (!value) return false;
    word = static_cast<std::uint64_t>(value->units);
  }
  column.words = std::move(words);
  column.scale = scale;
  return true;
}

// Brings the column and the value to one dtype; false when only text holds both.
bool agree(Column& column, Typed& value) {
  if (column.dtype == Dtype::integer && value.dtype == Dtype::float_) {
    become_float(column);
    return true;
  }
  if (column.dtype == Dtype::float_ && value.dtype == Dtype::integer) {
    value.word = std::bit_cast<std::uint64_t>(static_cast<double>(static_cast<std::int64_t>(value.word)));
    return true;
  }
  if (column.dtype != value.dtype) return false;
  if (value.dtype != Dtype::decimal || column.scale == value.scale) return true;
  if (value.scale > column.scale) return rescale(column, value.scale);
  const auto widened = Decimal{static_cast<std::int64_t>(value.word), value.scale}.rescaled(column.scale);
  if (widened) value.word = static_cast<std::uint64_t>(widened->units);
  return widened.has_value();
}

}  // namespace

void FrameSink::start(std::vector<std::string> names) {
  for (std::string& name : names) {
    Column column;
    column.name = std::move(name);
    column.pool = pool_;
    columns_.push_back(std::move(column));
  }
  known_.assign(columns_.size(), false);
}

void FrameSink::cell(std::size_t index, const Cell& cell) {
  Column& column = columns_[index];
  if (cell.type == CellType::null) return column.push_null();
  Typed value = typed(cell, *pool_);
  if (!known_[index]) {
    known_[index] = true;
    column.dtype = value.dtype;
    column.scale = value.scale;
  } else if (!agree(column, value)) {
    if (column.dtype != Dtype::text) become_text(column, *pool_, pool_);
    if (value.dtype != Dtype::text) {
      Column one;
      one.dtype = value.dtype;
      one.scale = value.scale;
      one.words.push_back(value.word);
      one.valid.push(true);
      value.word = pool_->add(one.display(0)).word;
    }
  }
  column.words.push_back(value.word);
  column.valid.push(true);
}

Frame FrameSink::finish() {
  Frame frame;
  frame.set_height(height_);
  // Two result columns of one name would overwrite each other in the frame.
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const std::string name = columns_[i].name;
    for (int copy = 2; std::any_of(columns_.begin(), columns_.begin() + static_cast<std::ptrdiff_t>(i),
                                   [&](const Column& other) { return other.name == columns_[i].name; });
         ++copy) {
      columns_[i].name = name + "_" + std::to_string(copy);
    }
  }
  for (Column& column : columns_) {
    if (column.dtype != Dtype::text) column.pool = nullptr;
    frame.put(column);
  }
  return frame;
}

}  // namespace lunokhod::db
