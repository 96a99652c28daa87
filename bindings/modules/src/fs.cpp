// fs: the files of the workspace, and no others.
#include <fmt/format.h>

#include <string>
#include <vector>

#include "glob.hpp"
#include "lunokhod/base/calendar.hpp"
#include "lunokhod/base/clock.hpp"
#include "lunokhod/support/arguments.hpp"
#include "lunokhod/support/gate.hpp"
#include "lunokhod/support/run.hpp"
#include "lunokhod/support/values.hpp"
#include "modules.hpp"
#include "paths.hpp"

namespace lunokhod::lua {
namespace {

constexpr std::size_t most_found = 100'000;
constexpr int deepest = 32;

void push_texts(lua_State* L, const std::vector<std::string>& texts) {
  lua_createtable(L, static_cast<int>(texts.size()), 0);
  lua_Integer i = 0;
  for (const std::string& text : texts) {
    push_text(L, text);
    lua_rawseti(L, -2, ++i);
  }
}

Result<int> list(lua_State* L, Arguments& arguments) {
  const std::string_view path = TRY(arguments.text_or(1, "folder", "."));
  const ConfinedFolder workspace = TRY(workspace_of(L));
  push_texts(L, TRY(workspace.list(path)));
  return 1;
}

Result<int> exists(lua_State* L, Arguments& arguments) {
  const std::string_view path = TRY(arguments.text(1, "path"));
  const ConfinedFolder workspace = TRY(workspace_of(L));
  lua_pushboolean(L, TRY(workspace.status(path)).has_value());
  return 1;
}

Result<int> stat(lua_State* L, Arguments& arguments) {
  const std::string_view path = TRY(arguments.text(1, "path"));
  const ConfinedFolder workspace = TRY(workspace_of(L));
  const auto status = TRY(workspace.status(path));
  if (!status) return lua_pushnil(L), 1;
  lua_createtable(L, 0, 3);
  push_text(L, status->kind == FileKind::file ? "file" : status->kind == FileKind::folder ? "folder" : "other");
  lua_setfield(L, -2, "kind");
  lua_pushinteger(L, static_cast<lua_Integer>(status->size));
  lua_setfield(L, -2, "size");
  push_text(L, calendar::format_datetime(local_from_utc(status->modified) / 1'000'000 * 1'000'000));
  lua_setfield(L, -2, "modified");
  return 1;
}

Result<int> read(lua_State* L, Arguments& arguments) {
  const std::string_view path = TRY(arguments.text(1, "path"));
  const ConfinedFolder workspace = TRY(workspace_of(L));
  push_text(L, TRY(workspace.read(path, std::size_t{256} << 20)));
  return 1;
}

Result<int> write(lua_State* L, Arguments& arguments) {
  const std::string_view path = TRY(arguments.text(1, "path"));
  const std::string_view bytes = TRY(arguments.text(2, "text"));
  const ConfinedFolder workspace = TRY(workspace_of(L));
  CHECKED(workspace.write(path, bytes));
  return 0;
}

Result<int> copy(lua_State* L, Arguments& arguments) {
  const std::string_view from = TRY(arguments.text(1, "from"));
  const std::string_view to = TRY(arguments.text(2, "to"));
  const ConfinedFolder workspace = TRY(workspace_of(L));
  CHECKED(workspace.copy(from, to));
  return 0;
}

Result<int> move(lua_State* L, Arguments& arguments) {
  const std::string_view from = TRY(arguments.text(1, "from"));
  const std::string_view to = TRY(arguments.text(2, "to"));
  const ConfinedFolder workspace = TRY(workspace_of(L));
  CHECKED(workspace.move(from, to));
  return 0;
}

Result<int> remove(lua_State* L, Arguments& arguments) {
  const std::string_view path = TRY(arguments.text(1, "path"));
  const ConfinedFolder workspace = TRY(workspace_of(L));
  CHECKED(workspace.remove(path));
  return 0;
}

Result<int> mkdir(lua_State* L, Arguments& arguments) {
  const std::string_view path = TRY(arguments.text(1, "path"));
  const ConfinedFolder workspace = TRY(workspace_of(L));
  CHECKED(workspace.make_folders(path));
  return 0;
}

// Files and folders below `folder` whose path fits the rest of the pattern, part by part.
Result<void> find(const ConfinedFolder& workspace, const std::string& folder, std::string_view pattern, int depth,
                  std::vector<std::string>& found) {
  if (depth > deepest) return {};
  const std::size_t slash = pattern.find('/');
  const std::string_view part = pattern.substr(0, slash);
  const std::string_view rest = slash == std::string_view::npos ? std::string_view() : pattern.substr(slash + 1);
  const bool any_depth = part == "**";
  if (any_depth) CHECKED(find(workspace, folder, rest.empty() ? "*" : rest, depth, found));
  auto names = workspace.list(folder.empty() ? "." : folder);
  if (!names.ok()) {
    const Code code = names.error().code;  // a folder that is not there, is a file or is closed to us holds nothing
    if (code == Code::not_found || code == Code::denied || code == Code::io) return {};
    return std::move(names).error();
  }
  for (const std::string& name : *names) {
    if (name.starts_with('.') && !part.starts_with('.')) continue;
    const std::string path = folder.empty() ? name : folder + "/" + name;
    if (!any_depth && !matches_name(part, name)) continue;
    if (!any_depth && rest.empty()) {
      if (found.size() >= most_found) {
        return Error{Code::limit, fmt::format("fs.glob found more than {} files", most_found),
                     "use a narrower pattern"};
      }
      found.push_back(path);
      continue;
    }
    const auto status = workspace.status(path);
    if (!status.ok() || !*status || (*status)->kind != FileKind::folder) continue;
    CHECKED(find(workspace, path, any_depth ? pattern : rest, depth + 1, found));
  }
  return {};
}

Result<int> glob(lua_State* L, Arguments& arguments) {
  const std::string_view pattern = TRY(arguments.text(1, "pattern"));
  if (pattern.starts_with('/') || pattern.find("..") != std::string_view::npos) {
    return Error{Code::denied, fmt::format("fs.glob: '{}' leads out of the workspace", pattern),
                 "patterns are relative to the workspace, without '..'"};
  }
  const ConfinedFolder workspace = TRY(workspace_of(L));
  std::vector<std::string> found;
  CHECKED(find(workspace, "", pattern, 0, found));
  push_texts(L, found);
  return 1;
}

constexpr Function functions[] = {
    {"copy", copy}, {"exists", exists}, {"glob", glob},     {"list", list}, {"mkdir", mkdir},
    {"move", move}, {"read", read},     {"remove", remove}, {"stat", stat}, {"write", write},
};

}  // namespace

void push_fs(lua_State* L) {
  push_functions(L, "fs", functions);
}

}  // namespace lunokhod::lua
