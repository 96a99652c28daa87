#include "lunokhod/platform/process_identity.hpp"

#include <vector>

#include "lunokhod/base/text.hpp"
#include "lunokhod/platform/files.hpp"

namespace lunokhod::process {
namespace {

constexpr std::size_t state_field = 0, start_field = 19;  // of /proc/PID/stat, counted after the name

}  // namespace

std::string boot_id() {
  const auto id = read_file("/proc/sys/kernel/random/boot_id", 4096);
  return id.ok() ? std::string(text::trim(*id)) : std::string();
}

std::string identity_of(int pid) {
  const auto stat = read_file("/proc/" + std::to_string(pid) + "/stat", 4096);
  if (!stat.ok()) return {};
  const std::size_t name_end = stat->rfind(") ");  // the name may hold any character
  if (name_end == std::string::npos) return {};
  const std::vector<std::string_view> fields = text::split(std::string_view(*stat).substr(name_end + 2), ' ');
  if (fields.size() <= start_field || fields[state_field] == "Z" || fields[state_field] == "X") return {};
  return boot_id() + ":" + std::to_string(pid) + ":" + std::string(fields[start_field]);
}

bool is_alive_here(const std::string& identity) {
  const std::vector<std::string_view> parts = text::split(identity, ':');
  if (parts.size() != 3) return false;
  const auto pid = text::parse_integer(parts[1]);
  return pid && *pid > 0 && identity_of(static_cast<int>(*pid)) == identity;
}

}  // namespace lunokhod::process
