#include "standard_library.hpp"

#include <initializer_list>

#include "lunokhod/support/errors.hpp"

namespace lunokhod::host {
namespace {

// load(chunk [, name [, mode [, env]]]) with the mode forced to "t". Upvalue 1: Lua's load.
int load_text(lua_State* L) {
  const bool with_environment = lua_gettop(L) >= 4;
  lua_settop(L, 4);
  lua_pushliteral(L, "t");
  lua_replace(L, 3);
  if (!with_environment) lua_settop(L, 3);
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
  return lua_gettop(L);
}

int set_metatable(lua_State* L) {
  if (lua_istable(L, 2)) {
    lua_pushliteral(L, "__gc");
    if (lua_rawget(L, 2) != LUA_TNIL) {
      lua::push_error(L, {Code::denied, "a metatable of a script may not have __gc", "use `local value <close> = …`"});
      return lua_error(L);
    }
    lua_pop(L, 1);
  }
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_call(L, lua_gettop(L) - 1, 1);
  return 1;
}

int traceback_text(lua_State* L) {
  std::string text = lua_type(L, 1) == LUA_TSTRING ? std::string(lua_tostring(L, 1)) + "\n" : "";
  text += lua::traceback(L, 1);
  lua_pushlstring(L, text.data(), text.size());
  return 1;
}

void open_library(lua_State* L, const char* name, lua_CFunction open) {
  luaL_requiref(L, name, open, 1);
  lua_pop(L, 1);
}

void remove(lua_State* L, const char* table, std::initializer_list<const char*> names) {
  lua_getglobal(L, table);
  for (const char* name : names) {
    lua_pushnil(L);
    lua_setfield(L, -2, name);
  }
  lua_pop(L, 1);
}

void wrap_global(lua_State* L, const char* name, lua_CFunction wrapper) {
  lua_getglobal(L, name);
  lua_pushcclosure(L, wrapper, 1);
  lua_setglobal(L, name);
}

// os of our own: the clock and the calendar, nothing that touches files, programs or the environment.
void open_time_part_of_os(lua_State* L) {
  luaL_requiref(L, "os", luaopen_os, 0);
  lua_newtable(L);
  for (const char* name : {"time", "date", "clock", "difftime"}) {
    lua_getfield(L, -2, name);
    lua_setfield(L, -2, name);
  }
  lua_setglobal(L, "os");
  lua_pop(L, 1);
}

void forget_loaded(lua_State* L) {  // luaL_requiref keeps whole libraries here
  lua_pushnil(L);
  lua_setfield(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
}

void open_common(lua_State* L) {
  open_library(L, LUA_GNAME, luaopen_base);
  open_library(L, LUA_STRLIBNAME, luaopen_string);
  open_library(L, LUA_TABLIBNAME, luaopen_table);
  open_library(L, LUA_MATHLIBNAME, luaopen_math);
  open_library(L, LUA_UTF8LIBNAME, luaopen_utf8);
  remove(L, LUA_GNAME, {"dofile", "loadfile", "warn"});
  remove(L, LUA_STRLIBNAME, {"dump"});
  wrap_global(L, "load", load_text);
  wrap_global(L, "setmetatable", set_metatable);
  open_time_part_of_os(L);
}

}  // namespace

void open_standard_library(State& state) {
  lua_State* L = state.get();
  open_common(L);
  luaL_requiref(L, LUA_COLIBNAME, luaopen_coroutine, 1);
  replace_resume(state);
  lua_pop(L, 1);
  lua_newtable(L);
  lua_pushcfunction(L, traceback_text);
  lua_setfield(L, -2, "traceback");
  lua_setglobal(L, "debug");
  forget_loaded(L);
}

void open_configuration_library(State& state) {
  lua_State* L = state.get();
  open_common(L);
  remove(L, LUA_GNAME, {"print", "collectgarbage", "load"});
  forget_loaded(L);
}

}  // namespace lunokhod::host
