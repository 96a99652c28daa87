// log: lines for the log of the run. Values are joined with a space, each as tostring shows it; frames as tables.
#include <string>

#include "lunokhod/base/text.hpp"
#include "lunokhod/modules/modules.hpp"
#include "lunokhod/support/arguments.hpp"
#include "lunokhod/support/gate.hpp"
#include "lunokhod/support/run.hpp"
#include "modules.hpp"

namespace lunokhod::lua {
namespace {

Result<int> write(lua_State* L, const Arguments& arguments, std::string_view level) {
  std::string line;
  for (int i = 1; i <= arguments.count(); ++i) {
    if (i > 1) line += ' ';
    std::size_t length = 0;
    const char* bytes = luaL_tolstring(L, i, &length);
    line.append(bytes, length);
    lua_pop(L, 1);
  }
  run_of(L).write_log(level, text::repair_utf8(line));
  return 0;
}

Result<int> debug(lua_State* L, Arguments& arguments) {
  return write(L, arguments, "debug");
}
Result<int> info(lua_State* L, Arguments& arguments) {
  return write(L, arguments, "info");
}
Result<int> warn(lua_State* L, Arguments& arguments) {
  return write(L, arguments, "warn");
}
Result<int> error(lua_State* L, Arguments& arguments) {
  return write(L, arguments, "error");
}

constexpr Function functions[] = {{"debug", debug}, {"error", error}, {"info", info}, {"warn", warn}};

}  // namespace

void push_log(lua_State* L) {
  push_functions(L, "log", functions);
}

}  // namespace lunokhod::lua
