// Small frames for tests, written as a reader would say them.
#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "lunokhod/base/calendar.hpp"
#include "lunokhod/frame/expression.hpp"
#include "lunokhod/frame/frame.hpp"

namespace lunokhod::testing {

template <class T>
using Maybe = std::vector<std::optional<T>>;

inline Column texts(std::string name, const Maybe<std::string>& values) {
  Column column;
  column.name = std::move(name);
  column.pool = std::make_shared<TextPool>();
  for (const auto& value : values) value ? column.push_text(*value) : column.push_null();
  return column;
}

inline Column words(std::string name, Dtype dtype, const Maybe<std::int64_t>& values, int scale = 0) {
  Column column;
  column.name = std::move(name);
  column.dtype = dtype;
  column.scale = static_cast<std::uint8_t>(scale);
  for (const auto& value : values) value ? column.push_integer(*value) : column.push_null();
  return column;
}

inline Column integers(std::string name, const Maybe<std::int64_t>& values) {
  return words(std::move(name), Dtype::integer, values);
}
inline Column decimals(std::string name, int scale, const Maybe<std::int64_t>& units) {
  return words(std::move(name), Dtype::decimal, units, scale);
}
inline Column booleans(std::string name, const Maybe<std::int64_t>& values) {
  return words(std::move(name), Dtype::boolean, values);
}
inline Column dates(std::string name, const Maybe<std::string>& values) {
  Maybe<std::int64_t> days;
  for (const auto& value : values)
    days.push_back(value ? std::optional(calendar::parse(*value)->microseconds / calendar::microseconds_per_day)
                         : std::nullopt);
  return words(std::move(name), Dtype::date, days);
}
inline Column moments(std::string name, const Maybe<std::string>& values) {
  Maybe<std::int64_t> all;
  for (const auto& value : values)
    all.push_back(value ? std::optional(calendar::parse(*value)->microseconds) : std::nullopt);
  return words(std::move(name), Dtype::datetime, all);
}

inline Column floats(std::string name, const Maybe<double>& values) {
  Column column;
  column.name = std::move(name);
  column.dtype = Dtype::float_;
  for (const auto& value : values) value ? column.push_float(*value) : column.push_null();
  return column;
}

// Cells of one mixed column.
struct MixedColumn {
  Column column;
  explicit MixedColumn(std::string name) {
    column.name = std::move(name);
    column.dtype = Dtype::mixed;
    column.pool = std::make_shared<TextPool>();
  }
  MixedColumn& cell(CellKind kind, std::uint64_t word) {
    column.words.push_back(word);
    column.valid.push(kind != CellKind::empty);
    column.kinds.push_back(kind);
    return *this;
  }
  MixedColumn& number(double value) { return cell(CellKind::number, std::bit_cast<std::uint64_t>(value)); }
  MixedColumn& text(std::string_view value) { return cell(CellKind::text, column.pool->add(value).word); }
  MixedColumn& error(std::string_view value) { return cell(CellKind::error, column.pool->add(value).word); }
  MixedColumn& date(std::string_view value) {
    return cell(CellKind::date, static_cast<std::uint64_t>(calendar::parse(value)->microseconds));
  }
  MixedColumn& empty() { return cell(CellKind::empty, 0); }
};

template <class... Columns>
Frame frame_of(Columns... columns) {
  Frame frame;
  std::int32_t at = 0;
  const auto put = [&](Column column) {
    column.source_column = at++;
    frame.put(std::move(column));
  };
  (put(std::move(columns)), ...);
  auto origin = std::make_shared<Origin>();
  origin->sources.push_back(std::make_shared<const Source>(Source{"sales.xlsx", "Plan"}));
  for (std::size_t row = 0; row < frame.height(); ++row) origin->rows.push_back(static_cast<std::uint32_t>(row + 2));
  frame.set_origin(std::move(origin));
  return frame;
}

// The values as they display; "∅" for null.
inline std::vector<std::string> shown(const Column& column) {
  std::vector<std::string> out;
  for (std::size_t row = 0; row < column.size(); ++row) out.push_back(column.is_null(row) ? "∅" : column.display(row));
  return out;
}
inline std::vector<std::string> shown(const Frame& frame, std::string_view name) {
  const auto index = frame.find(name);
  return index.ok() ? shown(frame.column(*index)) : std::vector<std::string>{"no column " + std::string(name)};
}

using Shown = std::vector<std::string>;

inline Result<Column> evaluated(const Frame& frame, std::string_view text) {
  auto expression = Expression::parse(text);
  if (!expression.ok()) return std::move(expression).error();
  return expression->evaluate(frame, "x");
}

// The values, or the error's words.
inline Shown value_of(const Frame& frame, std::string_view text) {
  const auto column = evaluated(frame, text);
  return column.ok() ? shown(*column) : Shown{"error: " + column.error().text()};
}

}  // namespace lunokhod::testing
