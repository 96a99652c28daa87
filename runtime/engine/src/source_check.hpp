// Before a script is started: is its source there, is it free, is there room to work.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lunokhod/engine/config.hpp"
#include "lunokhod/engine/task.hpp"

namespace lunokhod::engine {

struct Refusal {
  std::string status, reason, detail;
};

std::string source_path(const Task& task, const std::string& workspace);
// A file that is missing is gone for good only when its folder is there and no root of `sources` above it is absent or
// empty: a share that is not mounted looks just like deleted files.
std::optional<Refusal> check_source(const Task& task, const std::string& workspace,
                                    const std::vector<std::string>& sources);
std::optional<Refusal> check_disk(const std::string& folder, const DiskGuard& guard);
// reason and sentence of an error met while launching or delivering.
Refusal refusal_of(const Error& error);

}  // namespace lunokhod::engine
