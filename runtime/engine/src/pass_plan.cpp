#include "pass_plan.hpp"

#include "source_check.hpp"

namespace lunokhod::engine {
namespace {

Settlement settlement_of(const Task& task, Refusal refusal) {
  return {task.id, task.status, std::move(refusal.status), std::move(refusal.reason), std::move(refusal.detail)};
}

}  // namespace

std::vector<PlannedTask> plan_pass(const std::vector<Task>& pending, const Config& config, ScriptFinder& finder,
                                   const std::set<std::int64_t>& interrupted) {
  std::vector<PlannedTask> plan;
  plan.reserve(pending.size());
  for (const Task& task : pending) {
    PlannedTask planned{task, finder.find(task), false, {}};
    auto refusal = check_source(task, config.workspace, config.sources);
    if (!refusal && planned.script.path.empty()) {
      refusal = Refusal{std::string(status::processing), std::string(reason::no_script), planned.script.sentence};
    }
    planned.to_run = !refusal || interrupted.count(task.id) > 0;
    if (refusal) planned.settlement = settlement_of(task, std::move(*refusal));
    plan.push_back(std::move(planned));
  }
  return plan;
}

std::vector<SnapshotRow> snapshot_rows(const std::vector<PlannedTask>& plan) {
  std::vector<SnapshotRow> rows;
  rows.reserve(plan.size());
  for (const PlannedTask& planned : plan) rows.push_back({planned.task, planned.script.path});
  return rows;
}

}  // namespace lunokhod::engine
