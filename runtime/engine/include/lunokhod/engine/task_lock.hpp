// The lock of one task, for those who change its row by hand.
#pragma once

#include <cstdint>

#include "lunokhod/base/error.hpp"
#include "lunokhod/engine/config.hpp"
#include "lunokhod/platform/file_lock.hpp"

namespace lunokhod::engine {

// Held as long as the result lives; Code::busy while the task is being run.
Result<LockFile> lock_task(const Config& config, std::int64_t task);

}  // namespace lunokhod::engine
