// Before a script is started: is its source there, is it free, is there room to work.
#pragma once

#include <optional>
#include <string>

#include "lunokhod/engine/config.hpp"
#include "lunokhod/engine/task.hpp"

namespace lunokhod::engine {

struct Refusal {
  std::string status, reason, detail;
};

std::string source_path(const Task& task, const std::string& workspace);
std::optional<Refusal> check_source(const Task& task, const std::string& workspace);
std::optional<Refusal> check_disk(const std::string& folder, const DiskGuard& guard);
// reason and sentence of an error met while launching or delivering.
Refusal refusal_of(const Error& error);

}  // namespace lunokhod::engine
