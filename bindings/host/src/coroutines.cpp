// coroutine.resume and coroutine.wrap as Lua's own, but telling the state which coroutine runs: the brake of a
// cancelled run is a hook, and hooks belong to one coroutine.
#include "lunokhod/support/errors.hpp"
#include "standard_library.hpp"

namespace lunokhod::host {
namespace {

State& state_of(lua_State* L) {
  return *static_cast<State*>(lua_touserdata(L, lua_upvalueindex(1)));
}

// Moves `count` arguments over and runs the coroutine. Results are on L, or -1 and the error value is.
int resume(lua_State* L, lua_State* coroutine, int count) {
  if (!lua_checkstack(coroutine, count)) {
    lua_pushliteral(L, "too many arguments to resume");
    return -1;
  }
  lua_xmove(L, coroutine, count);
  State& state = state_of(L);
  int results = 0;
  lua_State* previous = state.enter(coroutine);
  const int status = lua_resume(coroutine, L, count, &results);
  state.leave(previous);
  if (status != LUA_OK && status != LUA_YIELD) {
    lua_xmove(coroutine, L, 1);
    return -1;
  }
  if (!lua_checkstack(L, results + 1)) {
    lua_pop(coroutine, results);
    lua_pushliteral(L, "too many results to resume");
    return -1;
  }
  lua_xmove(coroutine, L, results);
  return results;
}

int resume_function(lua_State* L) {
  lua_State* coroutine = lua_tothread(L, 1);
  luaL_argexpected(L, coroutine, 1, "coroutine");
  const int results = resume(L, coroutine, lua_gettop(L) - 1);
  lua_pushboolean(L, results >= 0);
  lua_insert(L, -(results < 0 ? 2 : results + 1));
  return results < 0 ? 2 : results + 1;
}

int wrapped(lua_State* L) {
  lua_State* coroutine = lua_tothread(L, lua_upvalueindex(2));
  const int results = resume(L, coroutine, lua_gettop(L));
  if (results >= 0) return results;
  const int status = lua_status(coroutine);
  if (status != LUA_OK && status != LUA_YIELD) {  // close pending variables, keep the newer error
    if (lua_resetthread(coroutine) != LUA_OK && lua_gettop(coroutine) > 0) lua_xmove(coroutine, L, 1);
  }
  return lua_error(L);
}

int wrap_function(lua_State* L) {
  luaL_checktype(L, 1, LUA_TFUNCTION);
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_State* coroutine = lua_newthread(L);
  lua_pushvalue(L, 1);
  lua_xmove(L, coroutine, 1);
  lua_pushcclosure(L, wrapped, 2);
  return 1;
}

}  // namespace

void replace_resume(State& state) {
  lua_State* L = state.get();
  lua_pushlightuserdata(L, &state);
  lua_pushcclosure(L, resume_function, 1);
  lua_setfield(L, -2, "resume");
  lua_pushlightuserdata(L, &state);
  lua_pushcclosure(L, wrap_function, 1);
  lua_setfield(L, -2, "wrap");
}

}  // namespace lunokhod::host
