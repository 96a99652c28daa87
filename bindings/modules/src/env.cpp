// env: the environment the run was given, as a read-only table of texts. Inside a run it was built from an allow-list;
// by hand only these names pass, so that a secret of the person's shell is not in reach.
#include <array>
#include <cstdlib>
#include <string_view>

#include "lunokhod/modules/modules.hpp"
#include "lunokhod/support/values.hpp"

extern char** environ;

namespace lunokhod::lua {
namespace {

constexpr std::array<std::string_view, 8> names{"HOME", "LANG", "LC_ALL", "LOGNAME", "PATH", "TZ", "USER", "NO_COLOR"};
constexpr std::array<std::string_view, 4> prefixes{"TASK_", "LUNOKHOD_", "RUN_", "ENV_"};

bool passes(std::string_view name) {
  for (const std::string_view known : names) {
    if (name == known) return true;
  }
  for (const std::string_view prefix : prefixes) {
    if (name.starts_with(prefix)) return true;
  }
  return false;
}

}  // namespace

void push_env(lua_State* L) {
  lua_newtable(L);
  for (char** entry = environ; entry && *entry; ++entry) {
    const std::string_view pair(*entry);
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos || !passes(pair.substr(0, equals))) continue;
    push_text(L, pair.substr(0, equals));
    push_text(L, pair.substr(equals + 1));
    lua_rawset(L, -3);
  }
  make_read_only(L, "env");
}

}  // namespace lunokhod::lua
