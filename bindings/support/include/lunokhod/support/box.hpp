// Box<T>: a C++ value inside a Lua userdata. Its class is made once per state by define_class<T>; the collector
// destroys it; a closable one can be closed early, by :close() or `local book <close> = …`, and using it afterwards is
// a sentence.
#pragma once

#include <lua.hpp>

#include <new>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "lunokhod/support/arguments.hpp"
#include "lunokhod/support/gate.hpp"

namespace lunokhod::lua {

// Specialised beside each boxed type: the word for it in messages, e.g. "workbook".
template <class T>
struct BoxName;

// Methods and metamethods of a class: the latter by their Lua names ("__len", "__tostring").
struct ClassTable {
  std::span<const Function> methods;
  std::span<const Function> metamethods;
  bool closable = false;
};

template <class T>
class Box {
 public:
  static void push(lua_State* L, T value) {
    auto* held = new (lua_newuserdatauv(L, sizeof(Held), 0)) Held;  // a Lua error here destroys `value` by unwinding
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &key) != LUA_TTABLE) {
      lua_pop(L, 2);
      throw std::logic_error(std::string("the class of a ") + BoxName<T>::value + " is not defined in this state");
    }
    lua_setmetatable(L, -2);  // from here on the collector owns it
    held->emplace(std::move(value));
  }

  // Null when the value at `index` is no such box.
  static std::optional<T>* held_at(lua_State* L, int index) {
    void* memory = lua_touserdata(L, index);
    if (!memory || !lua_getmetatable(L, index)) return nullptr;
    lua_rawgetp(L, LUA_REGISTRYINDEX, &key);
    const bool same = lua_rawequal(L, -1, -2);
    lua_pop(L, 2);
    return same ? static_cast<Held*>(memory) : nullptr;
  }

  static Result<T*> get(lua_State* L, const Arguments& arguments, int index, const char* name = BoxName<T>::value) {
    Held* held = held_at(L, index);
    if (!held) return arguments.wrong(index, name, std::string("a ") + BoxName<T>::value);
    if (!held->has_value()) {
      return Error{Code::invalid_argument, std::string(BoxName<T>::value) + " is already closed",
                   "use it before close(), or before the block of `local … <close>` ends"};
    }
    return &**held;
  }

  static void define_class(lua_State* L, const ClassTable& table) {
    lua_newtable(L);
    lua_pushstring(L, BoxName<T>::value);
    lua_setfield(L, -2, "__name");
    lua_pushboolean(L, false);
    lua_setfield(L, -2, "__metatable");
    lua_pushcfunction(L, [](lua_State* state) -> int {
      static_cast<Held*>(lua_touserdata(state, 1))->~Held();
      return 0;
    });
    lua_setfield(L, -2, "__gc");
    if (!table.metamethods.empty()) add_methods(L, BoxName<T>::value, table.metamethods);
    lua_newtable(L);
    add_methods(L, BoxName<T>::value, table.methods);
    if (table.closable) {
      static constexpr Function close_function{"close", [](lua_State* state, Arguments& arguments) -> Result<int> {
                                                 Held* held = held_at(state, 1);
                                                 if (!held) return arguments.wrong(1, "self", BoxName<T>::value);
                                                 held->reset();
                                                 return 0;
                                               }};
      add_methods(L, BoxName<T>::value, std::span(&close_function, 1));
      lua_getfield(L, -1, "close");
      lua_setfield(L, -3, "__close");
    }
    lua_setfield(L, -2, "__index");
    lua_rawsetp(L, LUA_REGISTRYINDEX, &key);
  }

 private:
  using Held = std::optional<T>;
  static inline const char key = 0;  // its address names the class in the registry
};

}  // namespace lunokhod::lua
