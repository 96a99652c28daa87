// Which byte of the lock file means what.
#pragma once

#include <cstdint>
#include <string>

#include "lunokhod/engine/registry.hpp"
#include "lunokhod/platform/file_lock.hpp"

namespace lunokhod::engine {

inline constexpr std::int64_t orchestrator_byte = 0;
// Held by the supervisor of a task, and by nobody else but for a moment.
constexpr std::int64_t task_byte(std::int64_t task) {
  return task;
}
// Held as long as any process of a task's script lives.
constexpr std::int64_t alive_byte(std::int64_t task) {
  return (std::int64_t{1} << 62) + task;
}

// Who this process is to a registry that several machines share.
Holder holder_of(const LockFile& lock, const std::string& lock_path);

}  // namespace lunokhod::engine
