// The table an analyst writes for map() → a Mapping.
//
//   target = "source"                                     the column of that name
//   target = { "first", "second", type =, scale =, format =, optional =, replace = {…}, otherwise = }
//   target = { value = "constant" }
//   target = { expr = "[номер] .. ' от ' .. [дата]" }
//   target = { fn = function(first, second) return … end, "first", "second" }   texts in, a text or nil out
#pragma once

#include <lua.hpp>

#include "lunokhod/frame/mapping.hpp"
#include "lunokhod/support/arguments.hpp"

namespace lunokhod::lua {

// The mapping must not outlive the call: its functions hold values of this state.
Result<Mapping> mapping_at(lua_State* L, const Arguments& arguments, int index, const Template& target);

}  // namespace lunokhod::lua
