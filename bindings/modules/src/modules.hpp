// The modules' doors, for the table in modules.cpp.
#pragma once

#include <lua.hpp>

#include "lunokhod/base/error.hpp"

namespace lunokhod::lua {

class Arguments;

void push_csv(lua_State* L);
void push_frame_module(lua_State* L);
void push_fs(lua_State* L);
void push_log(lua_State* L);
void push_sheets(lua_State* L);
void push_task(lua_State* L);
void push_template(lua_State* L);
void push_time(lua_State* L);

// Of the sheets module, in form.cpp.
Result<int> open_form(lua_State* L, Arguments& arguments);
void define_form_class(lua_State* L);

}  // namespace lunokhod::lua
