// Values over the border: trees of plain values both ways, and cells of columns to Lua. Dates and times are ISO texts
// in Lua ("2025-12-31", "2025-12-31T10:00:00"); a decimal is a number while a double holds it exactly, else a text:
// never a rounded value that looks exact.
#pragma once

#include <lua.hpp>

#include "lunokhod/base/error.hpp"
#include "lunokhod/base/value.hpp"
#include "lunokhod/frame/column.hpp"

namespace lunokhod::lua {

void push_text(lua_State* L, std::string_view text);
void push_value(lua_State* L, const Value& value);
void push_cell(lua_State* L, const Column& column, std::size_t row);

// The value at `index` as a tree: at most 64 tables deep, no loops; a function or userdata in it is an error naming its
// path.
Result<Value> value_at(lua_State* L, int index);

// Wraps the table on top of the stack: reads go through, writes raise "… is read-only".
void make_read_only(lua_State* L, const char* name);

}  // namespace lunokhod::lua
