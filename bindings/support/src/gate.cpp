#include "lunokhod/support/gate.hpp"

#include <algorithm>
#include <exception>
#include <string>

#include "lunokhod/support/arguments.hpp"
#include "lunokhod/support/errors.hpp"

namespace lunokhod::lua {
namespace {

const char registered_key = 0;

// Upvalues: 1 the row, 2 the owner's name, 3 whether it is a method.
int gate(lua_State* L) {
  const auto* row = static_cast<const Function*>(lua_touserdata(L, lua_upvalueindex(1)));
  const auto* owner = static_cast<const char*>(lua_touserdata(L, lua_upvalueindex(2)));
  Arguments arguments(L, owner, row->name, lua_toboolean(L, lua_upvalueindex(3)));
  try {
    Result<int> pushed = row->native(L, arguments);
    if (pushed.ok()) return *pushed;
    push_error(L, pushed.error());
  } catch (const std::bad_alloc&) {
    push_error(L, {Code::memory_limit, arguments.function_name() + " ran out of memory",
                   "keep fewer columns or rows, or raise the memory limit"});
  } catch (const std::exception& exception) {
    push_error(L, {Code::internal, arguments.function_name() + ": " + exception.what(),
                   "this is a fault of Lunokhod itself: please report it with the file"});
  }
  return lua_error(L);  // nothing of the native is alive here
}

void remember(lua_State* L, const char* owner, const char* name, bool method) {
  if (lua_rawgetp(L, LUA_REGISTRYINDEX, &registered_key) != LUA_TTABLE) {
    lua_pop(L, 1);
    lua_newtable(L);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &registered_key);
  }
  lua_pushfstring(L, "%s%s%s", owner, method ? ":" : ".", name);
  lua_pushboolean(L, true);
  lua_rawset(L, -3);
  lua_pop(L, 1);
}

void push_gated(lua_State* L, const char* owner, const Function& row, bool method) {
  remember(L, owner, row.name, method);
  lua_pushlightuserdata(L, const_cast<Function*>(&row));
  lua_pushlightuserdata(L, const_cast<char*>(owner));
  lua_pushboolean(L, method);
  lua_pushcclosure(L, gate, 3);
}

void add(lua_State* L, const char* owner, std::span<const Function> functions, bool method) {
  luaL_checkstack(L, 6, "functions");
  for (const Function& row : functions) {
    push_gated(L, owner, row, method);
    lua_setfield(L, -2, row.name);
  }
}

}  // namespace

void push_functions(lua_State* L, const char* owner, std::span<const Function> functions) {
  lua_createtable(L, 0, static_cast<int>(functions.size()));
  add(L, owner, functions, false);
}

void add_methods(lua_State* L, const char* owner, std::span<const Function> functions) {
  add(L, owner, functions, true);
}

void push_function(lua_State* L, const char* owner, const Function* function) {
  push_gated(L, owner, *function, false);
}

std::vector<std::string> registered_names(lua_State* L) {
  std::vector<std::string> names;
  if (lua_rawgetp(L, LUA_REGISTRYINDEX, &registered_key) == LUA_TTABLE) {
    lua_pushnil(L);
    while (lua_next(L, -2)) {
      lua_pop(L, 1);
      names.emplace_back(lua_tostring(L, -1));
    }
  }
  lua_pop(L, 1);
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace lunokhod::lua
