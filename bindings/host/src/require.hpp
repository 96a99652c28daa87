// require "lib.prices": scripts/lib/prices.lua or scripts/lib/prices/init.lua of the workspace, then the same beside
// the script. Never a file outside the workspace; the names of native modules give those.
#pragma once

#include <lua.hpp>

#include <cstddef>

namespace lunokhod::host {

void open_require(lua_State* L);

// Compiles text as the chunk `shown_name`; pushes the function, or an error table and false.
bool load_chunk(lua_State* L, const char* bytes, std::size_t size, const char* shown_name);

}  // namespace lunokhod::host
