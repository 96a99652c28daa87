#include "lunokhod/modules/modules.hpp"

#include "modules.hpp"

namespace lunokhod::lua {
namespace {

constexpr Module table[] = {
    {"csv", push_csv},       {"env", push_env},   {"frame", push_frame_module}, {"fs", push_fs},     {"log", push_log},
    {"sheets", push_sheets}, {"task", push_task}, {"template", push_template},  {"time", push_time},
};

}  // namespace

std::span<const Module> modules() {
  return table;
}

void open_modules(lua_State* L) {
  for (const Module& module : table) {
    module.push(L);
    lua_setglobal(L, module.name);
  }
}

}  // namespace lunokhod::lua
