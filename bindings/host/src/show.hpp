// A value for people: a frame as a table, tables as an indented list, texts as they are.
#pragma once

#include <lua.hpp>

#include <string>

#include "lunokhod/base/error.hpp"
#include "lunokhod/base/value.hpp"

namespace lunokhod::host {

std::string show(lua_State* L, int index);
// The same for programs: frames become {columns = …, rows = …}.
Result<Value> plain(lua_State* L, int index);

}  // namespace lunokhod::host
