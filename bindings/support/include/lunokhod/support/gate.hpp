// The gate: every native function is called through it, because registration is the only way to make one. It hands the
// arguments over as an `Arguments` view, and turns an Error or a C++ exception into a Lua error after the native's own
// objects are gone. Lua is its C++ build: a Lua error raised inside a native is a C++ exception too (a pointer, not a
// std::exception), unwinds through here untouched and runs every destructor on its way. Never `catch (...)` around Lua.
#pragma once

#include <lua.hpp>

#include <span>
#include <string_view>
#include <vector>

#include "lunokhod/base/error.hpp"

namespace lunokhod::lua {

class Arguments;

// Returns how many values it pushed.
using Native = Result<int> (*)(lua_State* L, Arguments& arguments);

// One row of the table at the bottom of a module's file. Tables are static: the gate keeps pointers to their rows.
struct Function {
  const char* name;
  Native native;
};

// Pushes a table of the functions, named `owner.name` in messages.
void push_functions(lua_State* L, const char* owner, std::span<const Function> functions);
// Adds the functions to the table on top of the stack, named `owner:name` (self is argument 0) in messages.
void add_methods(lua_State* L, const char* owner, std::span<const Function> functions);
// One function for a host's own use.
void push_function(lua_State* L, const char* owner, const Function* function);

// Everything registered so far in this state as "owner.name" or "owner:name": what the stub check compares.
std::vector<std::string> registered_names(lua_State* L);

}  // namespace lunokhod::lua
