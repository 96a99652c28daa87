#include "lunokhod/engine/task_lock.hpp"

#include <string>

#include "locks.hpp"
#include "lunokhod/platform/file_system.hpp"
#include "lunokhod/platform/process.hpp"
#include "lunokhod/platform/process_identity.hpp"

namespace lunokhod::engine {

Holder holder_of(const LockFile& lock, const std::string& lock_path) {
  return {process::machine_id() + ":" + lock_path, process::boot_id() + ":" + lock.identity(),
          process::identity_of(process::own_id())};
}

Result<LockFile> lock_task(const Config& config, Registry& registry, std::int64_t task) {
  if (task <= 0) return Error{Code::invalid_argument, "the id of a task is a positive number"};
  CHECKED(make_folders(std::string(folder_of(config.lock_path()))));
  LockFile lock = TRY(LockFile::open(config.lock_path()));
  if (registry.is_shared()) registry.act_as(holder_of(lock, config.lock_path()));
  if (TRY(lock.try_lock(task_byte(task)))) return lock;
  return Error{Code::busy, "task " + std::to_string(task) + " is being run now", "wait until it has ended"};
}

}  // namespace lunokhod::engine
