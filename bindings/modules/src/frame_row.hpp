// A row as a table by column names; a null is absent.
#pragma once

#include <lua.hpp>

#include "lunokhod/frame/frame.hpp"

namespace lunokhod::lua::frames {

void push_row(lua_State* L, const Frame& frame, std::size_t row);

// Calls the function at `function` with every row as a table; `each` finds what it returned on top of the stack.
template <class Each>
Result<void> for_each_row(lua_State* L, const Frame& frame, int function, Each each) {
  for (std::size_t row = 0; row < frame.height(); ++row) {
    lua_pushvalue(L, function);
    push_row(L, frame, row);
    lua_pushinteger(L, static_cast<lua_Integer>(row) + 1);
    lua_call(L, 2, 1);
    CHECKED(each());
    lua_pop(L, 1);
  }
  return {};
}

}  // namespace lunokhod::lua::frames
