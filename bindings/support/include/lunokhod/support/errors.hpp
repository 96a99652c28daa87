// Errors on the border of Lua. A native's Error becomes a Lua table {code, message, hint, where} that prints as one
// sentence; whatever a script raised (such a table, a text of Lua's own, any value) becomes an Error again on the way
// out.
#pragma once

#include <lua.hpp>

#include <string>

#include "lunokhod/base/error.hpp"

namespace lunokhod::lua {

// Pushes the table. Its `where` is the error's own place, else the line of the script that called the native.
void push_error(lua_State* L, const Error& error);

// The value at `index` as an Error. Lua's own texts are split into place and message, and get a hint where one is
// known.
Error error_at(lua_State* L, int index);

// "clients/x/processing.lua:12" of the innermost Lua function at or above `level`; "" when there is none.
std::string script_line(lua_State* L, int level);

// The stack as people read it, whole file names, the middle of a deep one left out.
std::string traceback(lua_State* L, int level);

// For lua_pcall: turns any raised value into an error table that carries `traceback`.
int message_handler(lua_State* L);

// The traceback kept by message_handler in the error at `index`; "" when there is none.
std::string traceback_at(lua_State* L, int index);

}  // namespace lunokhod::lua
