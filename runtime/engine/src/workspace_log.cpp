#include "lunokhod/engine/workspace_log.hpp"

#include <fmt/format.h>

#include "lunokhod/base/calendar.hpp"
#include "lunokhod/platform/append_file.hpp"
#include "lunokhod/platform/file_system.hpp"
#include "lunokhod/platform/process.hpp"

namespace lunokhod::engine {

WorkspaceLog::WorkspaceLog(const std::string& logs_folder, Clock& clock)
    : path_(join_path(logs_folder, "lunokhod.log")), clock_(&clock) {
  if (auto file = open_for_appending(path_); file.ok()) file_ = std::move(*file);
}

void WorkspaceLog::write(std::string_view level, std::string_view text) {
  if (!file_) return;
  std::string line(text);
  for (char& c : line) {
    if (c == '\n' || c == '\r') c = ' ';
  }
  const std::string moment = calendar::format(local_from_utc(clock_->now_microseconds()), "yyyy-mm-dd hh:nn:ss");
  (void)append(file_, fmt::format("{} {:<5} [{}] {}\n", moment, level, process::own_id(), line));
}

void WorkspaceLog::rotate() {
  if (!file_ || size_of(file_).value_or(0) < (std::uint64_t{10} << 20)) return;
  (void)remove_file(path_ + ".1");
  if (!move_file(path_, path_ + ".1").ok()) return;
  if (auto file = open_for_appending(path_); file.ok()) file_ = std::move(*file);
}

}  // namespace lunokhod::engine
