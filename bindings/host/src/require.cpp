#include "require.hpp"

#include <fmt/format.h>

#include <string>
#include <vector>

#include "lunokhod/base/text.hpp"
#include "lunokhod/modules/modules.hpp"
#include "lunokhod/platform/confined_folder.hpp"
#include "lunokhod/support/arguments.hpp"
#include "lunokhod/support/errors.hpp"
#include "lunokhod/support/gate.hpp"
#include "lunokhod/support/run.hpp"

namespace lunokhod::host {
namespace {

const char loaded_key = 0;  // registry: path → value, or false while it is being loaded

struct Found {
  std::string path;  // relative to the workspace
  std::string bytes;
};

bool is_module_name(std::string_view name) {
  if (name.empty() || name.front() == '.' || name.back() == '.' || name.find("..") != std::string_view::npos)
    return false;
  return name.find_first_of(std::string_view("/\\\0", 3)) == std::string_view::npos;
}

Result<Found> search(const lua::Run& run, std::string_view name) {
  const ConfinedFolder workspace = TRY(ConfinedFolder::open(run.workspace));
  std::string relative(name);
  for (char& c : relative) c = c == '.' ? '/' : c;
  std::vector<std::string> folders{"scripts"};
  if (run.folder == run.workspace) folders.emplace_back(".");
  if (run.folder.starts_with(run.workspace + "/")) folders.push_back(run.folder.substr(run.workspace.size() + 1));
  std::vector<std::string> tried;
  for (const std::string& folder : folders) {
    for (const char* end : {".lua", "/init.lua"}) {
      const std::string path = (folder == "." ? "" : folder + "/") + relative + end;
      const auto status = TRY(workspace.status(path));
      tried.push_back(path);
      if (!status || status->kind != FileKind::file) continue;
      std::string bytes = TRY(workspace.read(path));
      return Found{path, std::move(bytes)};
    }
  }
  return Error{Code::not_found, fmt::format("no module '{}'", name), "looked for " + text::join(tried, ", ")};
}

Result<int> require(lua_State* L, lua::Arguments& arguments) {
  const std::string name(TRY(arguments.text(1, "name")));
  for (const lua::Module& module : lua::modules()) {
    if (name == module.name) return lua_getglobal(L, module.name), 1;
  }
  if (!is_module_name(name)) {
    return Error{Code::invalid_argument, fmt::format("'{}' is no name of a module", name),
                 "write require \"folder.name\""};
  }
  const Found found = TRY(search(lua::run_of(L), name));
  lua_rawgetp(L, LUA_REGISTRYINDEX, &loaded_key);
  const int loaded = lua_gettop(L);
  const int known = lua_getfield(L, loaded, found.path.c_str());
  if (known == LUA_TLIGHTUSERDATA) {
    return Error{Code::script, fmt::format("{} requires itself", found.path),
                 "move what both sides need to a third module"};
  }
  if (known != LUA_TNIL) return 1;
  if (!load_chunk(L, found.bytes.data(), found.bytes.size(), found.path.c_str())) return lua::error_at(L, -1);
  lua_pushlightuserdata(L, const_cast<char*>(&loaded_key));
  lua_setfield(L, loaded, found.path.c_str());
  lua_pushlstring(L, name.data(), name.size());
  if (lua_pcall(L, 1, 1, 0) != LUA_OK) {
    lua_pushnil(L);
    lua_setfield(L, loaded, found.path.c_str());
    lua_error(L);  // as it was raised
  }
  if (lua_isnil(L, -1)) {
    lua_pop(L, 1);
    lua_pushboolean(L, true);
  }
  lua_pushvalue(L, -1);
  lua_setfield(L, loaded, found.path.c_str());
  return 1;
}

constexpr lua::Function require_row{"require", require};

}  // namespace

bool load_chunk(lua_State* L, const char* bytes, std::size_t size, const char* shown_name) {
  std::string_view text(bytes, size);
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (text.starts_with('#')) text.remove_prefix(std::min(text.find('\n'), text.size()));  // #!/usr/bin/env lunokhod
  const std::string chunk = fmt::format("@{}", shown_name);
  if (luaL_loadbufferx(L, text.data(), text.size(), chunk.c_str(), "t") == LUA_OK) return true;
  Error error = lua::error_at(L, -1);
  error.code = Code::syntax;
  if (text.starts_with('\x1b')) {
    error.message = "this is bytecode, not the text of a script";
    error.hint = "only text chunks are loaded";
    error.where = shown_name;
  }
  const std::size_t colon = error.where.rfind(':');  // Lua shortens long names
  if (colon != std::string::npos) error.where = shown_name + error.where.substr(colon);
  lua_pop(L, 1);
  lua::push_error(L, error);
  return false;
}

void open_require(lua_State* L) {
  lua_newtable(L);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &loaded_key);
  lua::push_function(L, "lua", &require_row);
  lua_setglobal(L, "require");
}

}  // namespace lunokhod::host
