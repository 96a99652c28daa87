// The native modules of Lunokhod, one file each in src/, listed in one table. A module is a global of its name.
#pragma once

#include <lua.hpp>

#include <span>
#include <string>

#include "lunokhod/frame/frame.hpp"

namespace lunokhod::lua {

struct Module {
  const char* name;
  void (*push)(lua_State* L);  // pushes the module's value, usually a table of functions
};

std::span<const Module> modules();
void open_modules(lua_State* L);  // all of them as globals; set_run() came before
void push_env(lua_State* L);      // alone, for configuration files

// The frame at `index`, or null.
const Frame* frame_at(lua_State* L, int index);
// A frame for people: columns in line, the first rows, how many there are and how many problems.
std::string show_frame(const Frame& frame, std::size_t most_rows = 20, std::size_t most_width = 160);

}  // namespace lunokhod::lua
