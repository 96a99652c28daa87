#include "source_check.hpp"

#include <fmt/format.h>

#include "lunokhod/platform/file_system.hpp"

namespace lunokhod::engine {
namespace {

bool is_there_with_something_in_it(const std::string& folder) {
  const auto entries = list_folder(folder);
  return entries.ok() && !entries->empty();
}

Refusal missing(const std::string& path, std::int64_t task, const std::vector<std::string>& sources) {
  const std::string folder(folder_of(path));
  std::string absent = folder_exists(folder) ? std::string() : folder;
  for (const std::string& root : sources) {
    if (path.starts_with(root + "/") && !is_there_with_something_in_it(root)) absent = root;
  }
  if (absent.empty()) {
    return {std::string(status::gone), "",
            fmt::format("the source file is gone: {} (put it back and run `lunokhod tasks retry {}`)", path, task)};
  }
  return {std::string(status::error), std::string(reason::launch),
          fmt::format(
              "the source file cannot be looked for, its folder {} is absent or empty: mount the share or make "
              "the folder, the next pass tries again (if it was deleted on purpose, run `lunokhod tasks delete {}`)",
              absent, task)};
}

}  // namespace

std::string source_path(const Task& task, const std::string& workspace) {
  return join_path(workspace, task.file_path);
}

Refusal refusal_of(const Error& error) {
  std::string reason(reason::launch);
  switch (error.code) {
    case Code::locked:
    case Code::busy:
      reason = reason::locked;
      break;
    case Code::no_space:
      reason = reason::no_space;
      break;
    case Code::path_too_long:
      reason = reason::path_too_long;
      break;
    default:
      break;
  }
  return {std::string(status::error), reason, error.text()};
}

std::optional<Refusal> check_source(const Task& task, const std::string& workspace,
                                    const std::vector<std::string>& sources) {
  if (task.file_path.empty()) {
    return Refusal{std::string(status::error), std::string(reason::launch),
                   "the row has no file_path: write the path of the source file into it, or delete the row"};
  }
  const std::string path = source_path(task, workspace);
  if (path.find('\0') != std::string::npos)
    return refusal_of({Code::invalid_argument, "the file name holds a zero byte"});
  const auto found = file_status(path);
  if (!found.ok()) return refusal_of(found.error());
  if (!*found) return missing(path, task.id, sources);
  if ((*found)->kind == FileKind::folder) {
    return refusal_of(
        {Code::invalid_argument, "the source is a folder, not a file", "correct file_path in the registry", path});
  }
  if (const auto owner = owner_file_of(path)) {
    return Refusal{
        std::string(status::error), std::string(reason::locked),
        fmt::format("the source file is open in another program: close {} there (its owner file is {}); the next "
                    "pass tries again",
                    file_name(path), file_name(*owner))};
  }
  return std::nullopt;
}

std::optional<Refusal> check_disk(const std::string& folder, const DiskGuard& guard) {
  const auto space = disk_space(folder);
  if (!space.ok()) return std::nullopt;  // the writer will meet the trouble itself, with a better sentence
  const auto refuse = [&](std::string what) {
    return Refusal{std::string(status::error), std::string(reason::no_space),
                   fmt::format("{} on the disk of {}: free some space; the next pass tries again", what, folder)};
  };
  if (space->free_bytes < guard.bytes) {
    return refuse(fmt::format("only {} MB are free, {} MB are kept", space->free_bytes >> 20, guard.bytes >> 20));
  }
  if (space->total_names > 0 &&
      space->free_names * 100 < space->total_names * static_cast<std::uint64_t>(guard.names_percent)) {
    return refuse(fmt::format("less than {} % of the names (inodes) are free", guard.names_percent));
  }
  return std::nullopt;
}

}  // namespace lunokhod::engine
