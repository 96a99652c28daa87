#include "lunokhod/engine/run_log.hpp"

#include <fmt/format.h>

#include "lunokhod/base/language.hpp"
#include "lunokhod/base/text.hpp"
#include "lunokhod/platform/append_file.hpp"
#include "lunokhod/platform/file_system.hpp"
#include "lunokhod/platform/files.hpp"

namespace lunokhod::engine {

Result<RunLog> RunLog::create(const std::string& path, std::uint64_t cap) {
  RunLog log;
  log.path_ = path;
  log.cap_ = cap;
  auto file = open_for_appending(path);
  if (!file.ok() && file.error().code == Code::not_found) {
    CHECKED(make_folders(std::string(folder_of(path))));
    file = open_for_appending(path);
  }
  log.file_ = TRY(std::move(file));
  return log;
}

void RunLog::line(std::string_view text) {
  (void)append(file_, fmt::format("[lunokhod] {}\n", translated(text)));
}

void RunLog::trim() {
  const std::uint64_t size = size_of(file_).value_or(0);
  // Twice the cap: the end of the log keeps moving, and the tail has to be whole when the run ends.
  if (size > 2 * cap_) release_range(file_, cap_ / 2, size - cap_);
}

void RunLog::finish() {
  const std::uint64_t size = size_of(file_).value_or(0);
  if (size <= cap_) return;
  const std::uint64_t head = cap_ / 2, tail = cap_ - head;
  const auto first = read_range(file_, 0, head);
  const auto last = read_range(file_, size - tail, tail);
  if (!first.ok() || !last.ok()) return;
  (void)write_file_atomically(
      path_, fmt::format("{}\n[lunokhod] … {} bytes of output are left out here …\n{}", *first, size - cap_, *last));
}

std::string RunLog::tail(std::size_t characters) const {
  const std::uint64_t size = size_of(file_).value_or(0);
  const std::uint64_t wanted = std::min<std::uint64_t>(size, characters * 4);
  const auto bytes = read_range(file_, size - wanted, wanted);
  if (!bytes.ok()) return {};
  std::string_view view = *bytes;
  while (!view.empty() && (static_cast<unsigned char>(view.front()) & 0xC0) == 0x80) view.remove_prefix(1);
  std::string repaired = text::repair_utf8(view);
  for (char& c : repaired) {
    if (c == '\0') c = ' ';  // no database stores it
  }
  std::size_t at = repaired.size();
  for (std::size_t count = 0; at > 0 && count < characters; ++count) {
    do --at;
    while (at > 0 && (static_cast<unsigned char>(repaired[at]) & 0xC0) == 0x80);
  }
  return repaired.substr(at);
}

}  // namespace lunokhod::engine
