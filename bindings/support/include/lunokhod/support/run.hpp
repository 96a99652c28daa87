// What natives may know of the run they serve. One Run per Lua state, owned by the host and outliving the state.
#pragma once

#include <lua.hpp>

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "lunokhod/base/value.hpp"

namespace lunokhod::lua {

struct Run {
  std::string workspace;               // real path of the workspace, no slash at the end
  std::string script;                  // real path of the script
  std::string folder;                  // its folder
  Value task;                          // null, or the map of ScriptCall::task
  std::vector<std::string> arguments;  // files named by the person who started the run may be read wherever they are
  std::function<void(std::string_view level, std::string_view message)> log;

  std::vector<std::string> drafts;  // what task:report made
  std::int64_t rows = 0;
  std::int64_t problems = 0;

  void write_log(std::string_view level, std::string_view message) const {
    if (log) log(level, message);
  }
};

// Every state (and coroutine) of ours carries the pointer in its extra space.
inline Run& run_of(lua_State* L) {
  return **static_cast<Run**>(lua_getextraspace(L));
}
inline void set_run(lua_State* L, Run* run) {
  *static_cast<Run**>(lua_getextraspace(L)) = run;
}

}  // namespace lunokhod::lua
