#include "paths.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "lunokhod/support/run.hpp"

namespace lunokhod::lua {
namespace {

bool was_given(const Run& run, std::string_view path) {
  for (const char* field : {"file", "file_path"}) {
    const std::string* file = run.task[field].as_text();
    if (file && !file->empty() && *file == path) return true;
  }
  return std::find(run.arguments.begin(), run.arguments.end(), path) != run.arguments.end();
}

// The script's folder relative to the workspace; "." when they are one.
std::string own_folder(const Run& run) {
  return run.folder.starts_with(run.workspace + "/") ? run.folder.substr(run.workspace.size() + 1) : ".";
}

}  // namespace

Result<ConfinedFolder> workspace_of(lua_State* L) {
  return ConfinedFolder::open(run_of(L).workspace);
}

Result<std::string> readable_path(lua_State* L, std::string_view path, bool own_folder_first) {
  const Run& run = run_of(L);
  if (was_given(run, path)) return std::string(path);
  const ConfinedFolder workspace = TRY(workspace_of(L));
  std::vector<std::string> candidates{std::string(path)};
  const std::string own = own_folder(run);
  if (!path.starts_with('/') && own != ".") {
    candidates.insert(own_folder_first ? candidates.begin() : candidates.end(), fmt::format("{}/{}", own, path));
  }
  for (const std::string& candidate : candidates) {
    if (TRY(workspace.status(candidate))) return workspace.real_path(candidate);
  }
  return Error{Code::not_found, fmt::format("there is no file '{}'", path),
               candidates.size() == 1
                   ? fmt::format("looked in the workspace {}", run.workspace)
                   : fmt::format("looked in the workspace {} and beside the script in {}", run.workspace, own)};
}

Result<std::string> writable_path(lua_State* L, std::string_view path) {
  const ConfinedFolder workspace = TRY(workspace_of(L));
  const std::size_t slash = path.rfind('/');
  if (slash != std::string_view::npos && slash > 0) CHECKED(workspace.make_folders(path.substr(0, slash)));
  return workspace.real_path(path);
}

}  // namespace lunokhod::lua
