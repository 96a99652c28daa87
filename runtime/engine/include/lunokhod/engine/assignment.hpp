// Everything a supervisor needs for its one task, handed to it by the orchestrator through a file in memory: the
// configuration of the pass it belongs to, whatever happens to lunokhod.lua meanwhile, and no secret on a command line.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lunokhod/base/error.hpp"
#include "lunokhod/engine/config.hpp"

namespace lunokhod::engine {

struct Assignment {
  std::int64_t task = 0;
  std::string workspace, store, lock_path;
  std::vector<std::string> sources;
  std::string drafts, ready, logs;
  std::string script;                       // path; empty: only to finish an interrupted delivery
  std::vector<std::string> script_program;  // the words before "--workspace …"; none: a fork of the supervisor
  std::vector<std::string> environment;     // NAME=value, without the task's own
  RunLimits limits;
  DeliveryRules delivery;
  DiskGuard disk;
};

std::string assignment_json(const Assignment& assignment);
Result<Assignment> parse_assignment(std::string_view json);

// The environment of a run before the task's own values: the few names every program needs and the allowed ones as this
// process has them, then the values of lunokhod.lua.
std::vector<std::string> base_environment(const Config& config);

}  // namespace lunokhod::engine
