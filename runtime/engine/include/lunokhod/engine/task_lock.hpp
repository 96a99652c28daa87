// The lock of one task, for those who change its row by hand.
#pragma once

#include <cstdint>

#include "lunokhod/base/error.hpp"
#include "lunokhod/engine/config.hpp"
#include "lunokhod/engine/registry.hpp"
#include "lunokhod/platform/file_lock.hpp"

namespace lunokhod::engine {

// Held as long as the result lives; Code::busy while the task is being run on this machine. The registry learns whose
// lock it is, to tell a run of another machine from a dead one of ours.
Result<LockFile> lock_task(const Config& config, Registry& registry, std::int64_t task);

}  // namespace lunokhod::engine
