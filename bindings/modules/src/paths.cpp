#include "paths.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "lunokhod/base/text.hpp"
#include "lunokhod/support/run.hpp"

namespace lunokhod::lua {
namespace {

// Where a file lies that the run was given: the task's own, or one named on the command line. Empty: it was not given.
std::string given_path(const Run& run, std::string_view path) {
  const std::string* file = run.task["file"].as_text();
  const std::string* in_registry = run.task["file_path"].as_text();
  if (file && !file->empty() && (*file == path || (in_registry && *in_registry == path))) return *file;
  const auto argument = std::find(run.arguments.begin(), run.arguments.end(), path);
  return argument == run.arguments.end() ? "" : *argument;
}

// The script's folder relative to the workspace; "." when they are one.
std::string own_folder(const Run& run) {
  return run.folder.starts_with(run.workspace + "/") ? run.folder.substr(run.workspace.size() + 1) : ".";
}

// Relative to the workspace. What belongs to a script (its template) is looked for beside it first and then in the
// folders above, so that one template serves all clients; any other file in the workspace first and then beside the
// script.
std::vector<std::string> candidates_for(const Run& run, std::string_view path, bool own_folder_first) {
  std::string own = own_folder(run);
  if (path.starts_with('/') || own == ".") return {std::string(path)};
  if (!own_folder_first) return {std::string(path), fmt::format("{}/{}", own, path)};
  std::vector<std::string> candidates;
  while (!own.empty()) {
    candidates.push_back(fmt::format("{}/{}", own, path));
    const std::size_t slash = own.rfind('/');
    own.resize(slash == std::string::npos ? 0 : slash);
  }
  candidates.emplace_back(path);
  return candidates;
}

}  // namespace

Result<ConfinedFolder> workspace_of(lua_State* L) {
  return ConfinedFolder::open(run_of(L).workspace);
}

Result<std::string> readable_path(lua_State* L, std::string_view path, bool own_folder_first) {
  const Run& run = run_of(L);
  if (std::string given = given_path(run, path); !given.empty()) return given;
  const ConfinedFolder workspace = TRY(workspace_of(L));
  const auto candidates = candidates_for(run, path, own_folder_first);
  for (const std::string& candidate : candidates) {
    if (TRY(workspace.status(candidate))) return workspace.real_path(candidate);
  }
  return Error{Code::not_found, fmt::format("there is no file '{}'", path),
               candidates.size() == 1
                   ? fmt::format("looked in the workspace {}", run.workspace)
                   : fmt::format("looked in {} for {}", run.workspace, text::join(candidates, ", "))};
}

Result<std::string> writable_path(lua_State* L, std::string_view path) {
  const ConfinedFolder workspace = TRY(workspace_of(L));
  const std::size_t slash = path.rfind('/');
  if (slash != std::string_view::npos && slash > 0) CHECKED(workspace.make_folders(path.substr(0, slash)));
  return workspace.real_path(path);
}

}  // namespace lunokhod::lua
