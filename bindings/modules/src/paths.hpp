// Which files a script may name. Relative paths are below the workspace; reading also tries the script's own folder.
// The task's file and the files a person named on the command line may be read wherever they are.
#pragma once

#include <lua.hpp>

#include <string>
#include <string_view>

#include "lunokhod/base/error.hpp"
#include "lunokhod/platform/confined_folder.hpp"

namespace lunokhod::lua {

Result<ConfinedFolder> workspace_of(lua_State* L);
// A real path that may be read; `own_folder_first` for what lies beside the script (templates).
Result<std::string> readable_path(lua_State* L, std::string_view path, bool own_folder_first = false);
// A real path in the workspace where a file may be written; its folder is made when missing.
Result<std::string> writable_path(lua_State* L, std::string_view path);

}  // namespace lunokhod::lua
