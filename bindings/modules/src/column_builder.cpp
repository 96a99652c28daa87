#include "column_builder.hpp"

#include <fmt/format.h>

#include <cmath>

#include "lunokhod/base/text.hpp"
#include "lunokhod/support/arguments.hpp"

namespace lunokhod::lua {
namespace {

constexpr std::int64_t exact_in_double = std::int64_t{1} << 53;

}  // namespace

ColumnBuilder::ColumnBuilder(std::string name) {
  column_.name = std::move(name);
}

// The column's dtype is, or turns into, `dtype`; integers may become floats while they are exact.
Result<void> ColumnBuilder::become(lua_State* L, int index, Dtype dtype) {
  if (!known_) {
    known_ = true;
    column_.dtype = dtype;
    if (dtype == Dtype::text) column_.pool = std::make_shared<TextPool>();
    return {};
  }
  if (column_.dtype == dtype || (column_.dtype == Dtype::float_ && dtype == Dtype::integer)) return {};
  if (column_.dtype != Dtype::integer || dtype != Dtype::float_) {
    return Error{Code::type_mismatch,
                 fmt::format("column '{}', row {}: {} in a column of dtype {}", column_.name, column_.size() + 1,
                             kind_at(L, index), dtype_name(column_.dtype)),
                 "give values of one kind; tostring() and tonumber() turn one into the other"};
  }
  for (std::size_t row = 0; row < column_.size(); ++row) {
    const std::int64_t value = column_.as_integer(row);
    if (value > exact_in_double || value < -exact_in_double) {
      return Error{Code::overflow, fmt::format("column '{}', row {}: {} would lose digits beside fractions",
                                               column_.name, row + 1, value)};
    }
    if (!column_.is_null(row)) column_.words[row] = std::bit_cast<std::uint64_t>(static_cast<double>(value));
  }
  column_.dtype = Dtype::float_;
  return {};
}

Result<void> ColumnBuilder::add(lua_State* L, int index) {
  switch (lua_type(L, index)) {
    case LUA_TNIL:
      column_.push_null();
      return {};
    case LUA_TBOOLEAN:
      CHECKED(become(L, index, Dtype::boolean));
      column_.push_integer(lua_toboolean(L, index));
      return {};
    case LUA_TSTRING: {
      CHECKED(become(L, index, Dtype::text));
      std::size_t length = 0;
      const char* bytes = lua_tolstring(L, index, &length);
      if (length > TextPool::max_length)
        return Error{Code::limit, fmt::format("a text of {} bytes is too long for a cell", length)};
      const std::string_view text(bytes, length);
      column_.push_text(text::is_utf8(text) ? std::string(text) : text::repair_utf8(text));
      return {};
    }
    case LUA_TNUMBER: {
      const bool whole = lua_isinteger(L, index);
      const double number = lua_tonumber(L, index);
      if (!std::isfinite(number)) {
        return Error{
            Code::type_mismatch,
            fmt::format("column '{}', row {}: {} is no number for a cell", column_.name, column_.size() + 1, number),
            "use nil for what is not known"};
      }
      CHECKED(become(L, index, whole ? Dtype::integer : Dtype::float_));
      if (column_.dtype == Dtype::integer) {
        column_.push_integer(lua_tointeger(L, index));
      } else {
        column_.push_float(number);
      }
      return {};
    }
    default:
      break;
  }
  return Error{
      Code::type_mismatch,
      fmt::format("column '{}', row {}: {} cannot be a cell", column_.name, column_.size() + 1, kind_at(L, index)),
      "cells are texts, numbers, booleans or nil"};
}

Column ColumnBuilder::finish() && {
  if (column_.dtype == Dtype::text && !column_.pool) column_.pool = std::make_shared<TextPool>();
  return std::move(column_);
}

}  // namespace lunokhod::lua
