// Ref: a Lua value held by C++ (a callback, say), released when the Ref goes. It must not outlive its state.
#pragma once

#include <lua.hpp>

#include <utility>

namespace lunokhod::lua {

class Ref {
 public:
  Ref() = default;
  // Holds the value at `index`.
  Ref(lua_State* L, int index) : L_(main_thread(L)) {
    lua_pushvalue(L, index);
    id_ = luaL_ref(L, LUA_REGISTRYINDEX);
  }
  Ref(Ref&& other) noexcept : L_(std::exchange(other.L_, nullptr)), id_(other.id_) {}
  Ref& operator=(Ref&& other) noexcept {
    std::swap(L_, other.L_);
    std::swap(id_, other.id_);
    return *this;
  }
  ~Ref() {
    if (L_) luaL_unref(L_, LUA_REGISTRYINDEX, id_);
  }

  void push(lua_State* L) const { lua_rawgeti(L, LUA_REGISTRYINDEX, id_); }
  explicit operator bool() const { return L_ != nullptr; }

 private:
  static lua_State* main_thread(lua_State* L) {
    lua_rawgeti(L, LUA_REGISTRYINDEX, LUA_RIDX_MAINTHREAD);
    lua_State* main = lua_tothread(L, -1);
    lua_pop(L, 1);
    return main;
  }
  lua_State* L_ = nullptr;
  int id_ = LUA_NOREF;
};

}  // namespace lunokhod::lua
