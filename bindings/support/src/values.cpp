#include "lunokhod/support/values.hpp"

#include <fmt/format.h>

#include <cmath>
#include <string>

#include "lunokhod/base/calendar.hpp"
#include "lunokhod/base/decimal.hpp"
#include "lunokhod/support/arguments.hpp"
#include "lunokhod/support/errors.hpp"

namespace lunokhod::lua {
namespace {

constexpr int deepest = 64;

Result<Value> value_of(lua_State* L, int index, int depth, const std::string& path);

// 1..n without holes and nothing else: a list. An empty table is a map.
bool is_list(lua_State* L, int index) {
  const lua_Integer size = static_cast<lua_Integer>(lua_rawlen(L, index));
  if (size == 0) return false;
  lua_Integer entries = 0;
  lua_pushnil(L);
  while (lua_next(L, index)) {
    lua_pop(L, 1);
    if (!lua_isinteger(L, -1)) {
      lua_pop(L, 1);
      return false;
    }
    ++entries;
  }
  return entries == size;
}

Result<Value> table_of(lua_State* L, int index, int depth, const std::string& path) {
  luaL_checkstack(L, 4, "a nested table");
  if (is_list(L, index)) {
    Value::List list;
    const lua_Integer size = static_cast<lua_Integer>(lua_rawlen(L, index));
    for (lua_Integer i = 1; i <= size; ++i) {
      lua_rawgeti(L, index, i);
      auto value = value_of(L, lua_gettop(L), depth + 1, fmt::format("{}[{}]", path, i));
      lua_pop(L, 1);
      list.push_back(TRY(std::move(value)));
    }
    return Value(std::move(list));
  }
  Value::Map map;
  lua_pushnil(L);
  while (lua_next(L, index)) {
    std::string key;
    if (lua_type(L, -2) == LUA_TSTRING) {
      key = lua_tostring(L, -2);
    } else if (lua_isinteger(L, -2)) {
      key = std::to_string(lua_tointeger(L, -2));
    } else {
      const std::string kind = kind_at(L, -2);
      lua_pop(L, 2);
      return Error{Code::type_mismatch, fmt::format("{} has {} as a key", path, kind),
                   "keys are texts or whole numbers"};
    }
    auto value = value_of(L, lua_gettop(L), depth + 1, path + "." + key);
    lua_pop(L, 1);
    if (!value.ok()) {
      lua_pop(L, 1);
      return std::move(value).error();
    }
    map.emplace(std::move(key), *std::move(value));
  }
  return Value(std::move(map));
}

Result<Value> value_of(lua_State* L, int index, int depth, const std::string& path) {
  switch (lua_type(L, index)) {
    case LUA_TNIL:
      return Value();
    case LUA_TBOOLEAN:
      return Value(static_cast<bool>(lua_toboolean(L, index)));
    case LUA_TNUMBER:
      if (lua_isinteger(L, index)) return Value(static_cast<std::int64_t>(lua_tointeger(L, index)));
      return Value(static_cast<double>(lua_tonumber(L, index)));
    case LUA_TSTRING: {
      std::size_t length = 0;
      const char* bytes = lua_tolstring(L, index, &length);
      return Value(std::string(bytes, length));
    }
    case LUA_TTABLE:
      if (depth >= deepest) {
        return Error{Code::limit, fmt::format("{} is nested more than {} tables deep", path.substr(0, 80), deepest),
                     "a table that contains itself cannot be a value"};
      }
      return table_of(L, index, depth, path);
    default:
      break;
  }
  return Error{Code::type_mismatch, fmt::format("{} is {}, not plain data", path, kind_at(L, index))};
}

int refuse_write(lua_State* L) {
  push_error(L, {Code::denied, std::string(lua_tostring(L, lua_upvalueindex(1))) + " is read-only"});
  return lua_error(L);
}

int pairs_of_wrapped(lua_State* L) {
  lua_getglobal(L, "next");
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_pushnil(L);
  return 3;
}

void push_number(lua_State* L, double value) {
  lua_Integer whole = 0;
  if (std::abs(value) < 9007199254740992.0 && lua_numbertointeger(value, &whole) &&
      static_cast<double>(whole) == value) {
    lua_pushinteger(L, whole);
  } else {
    lua_pushnumber(L, value);
  }
}

void push_decimal(lua_State* L, const Decimal& decimal) {
  const double value = decimal.to_double();
  const auto back = decimal_from_double(value, decimal.scale);
  const auto same = back ? back->rescaled(decimal.scale) : std::nullopt;
  if (same && same->units == decimal.units) {
    push_number(L, value);
  } else {
    push_text(L, decimal.text());
  }
}

}  // namespace

void push_text(lua_State* L, std::string_view text) {
  lua_pushlstring(L, text.data(), text.size());
}

void push_value(lua_State* L, const Value& value) {
  luaL_checkstack(L, 4, "a nested value");
  if (value.is_null()) {
    lua_pushnil(L);
  } else if (const bool* boolean = value.as_boolean()) {
    lua_pushboolean(L, *boolean);
  } else if (const std::int64_t* integer = value.as_integer()) {
    lua_pushinteger(L, *integer);
  } else if (const double* number = value.as_float()) {
    lua_pushnumber(L, *number);
  } else if (const std::string* text = value.as_text()) {
    push_text(L, *text);
  } else if (const Value::List* list = value.as_list()) {
    lua_createtable(L, static_cast<int>(list->size()), 0);
    lua_Integer i = 0;
    for (const Value& entry : *list) {
      push_value(L, entry);
      lua_rawseti(L, -2, ++i);
    }
  } else if (const Value::Map* map = value.as_map()) {
    lua_createtable(L, 0, static_cast<int>(map->size()));
    for (const auto& [name, entry] : *map) {
      push_text(L, name);
      push_value(L, entry);
      lua_rawset(L, -3);
    }
  }
}

void push_cell(lua_State* L, const Column& column, std::size_t row) {
  if (column.is_null(row)) {
    lua_pushnil(L);
    return;
  }
  switch (column.dtype) {
    case Dtype::text:
      push_text(L, column.as_text(row));
      return;
    case Dtype::integer:
      lua_pushinteger(L, column.as_integer(row));
      return;
    case Dtype::float_:
      push_number(L, column.as_float(row));
      return;
    case Dtype::decimal:
      push_decimal(L, {column.as_integer(row), column.scale});
      return;
    case Dtype::date:
      push_text(L, calendar::format_date(column.as_integer(row)));
      return;
    case Dtype::datetime:
      push_text(L, calendar::format_datetime(column.as_integer(row)));
      return;
    case Dtype::boolean:
      lua_pushboolean(L, column.words[row] != 0);
      return;
    case Dtype::mixed:
      break;
  }
  switch (column.kinds[row]) {
    case CellKind::number:
      push_number(L, column.as_float(row));
      return;
    case CellKind::boolean:
      lua_pushboolean(L, column.words[row] != 0);
      return;
    case CellKind::empty:
      lua_pushnil(L);
      return;
    default:
      push_text(L, column.display(row));
      return;
  }
}

Result<Value> value_at(lua_State* L, int index) {
  return value_of(L, lua_absindex(L, index), 0, "value");
}

void make_read_only(lua_State* L, const char* name) {
  lua_newtable(L);
  lua_newtable(L);
  lua_pushvalue(L, -3);
  lua_setfield(L, -2, "__index");
  lua_pushvalue(L, -3);
  lua_pushcclosure(L, pairs_of_wrapped, 1);
  lua_setfield(L, -2, "__pairs");
  lua_pushstring(L, name);
  lua_pushcclosure(L, refuse_write, 1);
  lua_setfield(L, -2, "__newindex");
  lua_pushboolean(L, false);
  lua_setfield(L, -2, "__metatable");
  lua_setmetatable(L, -2);
  lua_replace(L, -2);
}

}  // namespace lunokhod::lua
