// What a pass would do with each pending row, found without changing anything.
#pragma once

#include <set>
#include <vector>

#include "lunokhod/engine/config.hpp"
#include "lunokhod/engine/registry.hpp"
#include "lunokhod/engine/script_finder.hpp"
#include "lunokhod/engine/snapshot.hpp"

namespace lunokhod::engine {

struct PlannedTask {
  Task task;
  FoundScript script;
  bool to_run = false;    // else settled by the orchestrator itself
  Settlement settlement;  // then
};

// `interrupted`: tasks whose delivery was cut short; they go to a supervisor whatever has become of source and script.
std::vector<PlannedTask> plan_pass(const std::vector<Task>& pending, const Config& config, ScriptFinder& finder,
                                   const std::set<std::int64_t>& interrupted);
std::vector<SnapshotRow> snapshot_rows(const std::vector<PlannedTask>& plan);

}  // namespace lunokhod::engine
