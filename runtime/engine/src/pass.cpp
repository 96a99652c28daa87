#include "lunokhod/engine/pass.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <set>

#include "crew.hpp"
#include "locks.hpp"
#include "lunokhod/base/language.hpp"
#include "lunokhod/db/connection.hpp"
#include "lunokhod/engine/drafts.hpp"
#include "lunokhod/engine/workspace_log.hpp"
#include "lunokhod/platform/file_lock.hpp"
#include "lunokhod/platform/file_system.hpp"
#include "lunokhod/platform/signals.hpp"
#include "pass_plan.hpp"

namespace lunokhod::engine {
namespace {

class Pass {
 public:
  Pass(const Config& config, const PassOptions& options, Clock& clock)
      : config_(config), options_(options), clock_(clock), finder_(config), start_(clock.monotonic_microseconds()) {}

  Result<PassResult> run();
  Result<PassResult> dry_run();

 private:
  Result<void> make_places() const;
  Result<std::vector<PlannedTask>> plan(Registry& registry);
  Result<void> clean(Registry& registry, LockFile& lock) const;
  Result<void> settle(Registry& registry, LockFile& lock, const std::vector<PlannedTask>& plan);
  Result<void> run_all(Registry& registry, LockFile& lock, const std::vector<PlannedTask>& plan);
  Result<void> bury(Registry& registry, LockFile& lock, const Crew::Ended& ended);
  Result<void> report(Registry& registry, const std::vector<PlannedTask>& plan);
  Assignment assignment_for(const PlannedTask& planned) const;

  const Config& config_;
  const PassOptions& options_;
  Clock& clock_;
  ScriptFinder finder_;
  PassResult result_;
  std::int64_t start_;
  std::vector<std::string> environment_ = base_environment(config_);
};

// Folders are made before the first run, so that a script finds them.
Result<void> Pass::make_places() const {
  for (const std::string& folder :
       {config_.drafts, config_.ready, config_.logs, std::string(folder_of(config_.snapshot)),
        std::string(folder_of(config_.lock_path()))}) {
    CHECKED(make_folders(folder));
  }
  return {};
}

Result<std::vector<PlannedTask>> Pass::plan(Registry& registry) {
  TaskFilter filter;
  filter.pending_only = true;
  filter.id = options_.task;
  std::set<std::int64_t> interrupted;
  if (!options_.dry_run) {
    for (const std::int64_t id : TRY(registry.ids_with_unfinished_delivery())) interrupted.insert(id);
  }
  return plan_pass(TRY(registry.tasks(filter)), config_, finder_, interrupted);
}

// A draft that belongs to a running task, to one that is not delivered yet, or to a delivery under way, stays.
Result<void> Pass::clean(Registry& registry, LockFile& lock) const {
  if (config_.cleanup == Cleanup::none) return {};
  TaskFilter filter;
  filter.pending_only = true;
  std::set<std::int64_t> undelivered;
  for (const Task& task : TRY(registry.tasks(filter))) undelivered.insert(task.id);
  const std::vector<std::string> moving = TRY(registry.drafts_being_delivered());
  const std::int64_t before = clock_.now_microseconds() - (config_.cleanup == Cleanup::age ? config_.cleanup_age : 0);
  const auto is_wanted = [&](const Draft& draft) {
    if (std::find(moving.begin(), moving.end(), draft.path) != moving.end()) return true;
    for (const std::int64_t id : ids_in_draft(file_name(draft.path))) {
      const auto held = lock.is_held_elsewhere(task_byte(id));
      if (undelivered.count(id) || !held.ok() || *held) return true;
    }
    return false;
  };
  const std::size_t removed = TRY(clean_drafts(config_.drafts, before, is_wanted));
  if (removed) WorkspaceLog(config_.logs, clock_).info(fmt::format("{} old drafts removed", removed));
  return {};
}

// Rows that need no run are settled in one commit; one whose run is alive (its orchestrator died) is left alone.
Result<void> Pass::settle(Registry& registry, LockFile& lock, const std::vector<PlannedTask>& plan) {
  std::vector<Settlement> settlements;
  for (const PlannedTask& planned : plan) {
    const Settlement& wanted = planned.settlement;
    if (planned.to_run) continue;
    const bool same = planned.task.status == wanted.status && planned.task.error_reason == wanted.reason &&
                      planned.task.error_detail == translated(wanted.detail);
    if (!same && TRY(lock.try_lock(task_byte(planned.task.id)))) settlements.push_back(wanted);
  }
  const Result<void> settled = registry.settle(settlements);
  for (const Settlement& settlement : settlements) CHECKED(lock.unlock(task_byte(settlement.id)));
  return settled;
}

Assignment Pass::assignment_for(const PlannedTask& planned) const {
  Assignment assignment;
  assignment.task = planned.task.id;
  assignment.workspace = config_.workspace;
  assignment.store = config_.store;
  assignment.lock_path = config_.lock_path();
  assignment.sources = config_.sources;
  assignment.drafts = config_.drafts;
  assignment.ready = config_.ready;
  assignment.logs = config_.logs;
  assignment.script = planned.script.path;
  assignment.script_program = options_.script_program;
  // A fork of a supervisor that holds a password would hold it too.
  if (assignment.script_program.empty() && db::is_postgres_address(config_.store)) {
    assignment.script_program = {options_.program, "script"};
  }
  assignment.environment = environment_;
  assignment.limits = config_.limits_of(planned.task.client_name);
  assignment.delivery = config_.delivery;
  assignment.disk = config_.disk;
  return assignment;
}

Result<void> Pass::run_all(Registry& registry, LockFile& lock, const std::vector<PlannedTask>& plan) {
  std::vector<const PlannedTask*> queue;
  for (const PlannedTask& planned : plan) {
    if (planned.to_run) queue.push_back(&planned);
  }
  SignalQueue signals = TRY(SignalQueue::open({SIGTERM, SIGINT, SIGHUP}));
  const int wanted = options_.jobs > 0 ? options_.jobs : config_.jobs > 0 ? config_.jobs : process::processor_count();
  Crew crew(options_, std::clamp(wanted, 1, Crew::largest));
  PassProgress progress;
  progress.total = queue.size();
  std::size_t next = 0;
  while (crew.busy() > 0 || (next < queue.size() && !result_.interrupted)) {
    while (next < queue.size() && crew.has_room() && !result_.interrupted) {
      const PlannedTask& planned = *queue[next++];
      progress.latest = std::string(file_name(planned.task.file_path));
      const auto started = crew.start(assignment_for(planned));
      if (!started.ok()) CHECKED(bury(registry, lock, {planned.task.id, started.error().text()}));
    }
    for (const Crew::Ended& ended : TRY(crew.wait(signals, result_.interrupted))) {
      if (!ended.trouble.empty()) CHECKED(bury(registry, lock, ended));
    }
    progress.running = crew.busy();
    progress.finished = next - crew.busy();
    if (options_.progress) options_.progress(progress);
  }
  return {};
}

// A supervisor that could not be started, or ended without a final state (killed, the program replaced): the row must
// not stay "under way". A delivery it had begun is left to the next pass, which knows how to finish it.
Result<void> Pass::bury(Registry& registry, LockFile& lock, const Crew::Ended& ended) {
  WorkspaceLog(config_.logs, clock_).error(fmt::format("task {}: {}", ended.task, ended.trouble));
  if (!TRY(lock.try_lock(task_byte(ended.task)))) return {};
  const auto task = TRY(registry.task(ended.task));
  const std::vector<std::int64_t> open = TRY(registry.ids_with_unfinished_delivery());
  const bool began_delivery = std::find(open.begin(), open.end(), ended.task) != open.end();
  const bool under_way =
      task && (task->status == status::processing || task->status == status::fresh) && task->error_reason.empty();
  if (under_way && !began_delivery) {
    CHECKED(registry.settle({{ended.task, task->status, std::string(status::error), std::string(reason::launch),
                              ended.trouble + "; the next pass tries again"}}));
  }
  return lock.unlock(task_byte(ended.task));
}

Result<void> Pass::report(Registry& registry, const std::vector<PlannedTask>& plan) {
  for (const PlannedTask& planned : plan) {
    const auto now = TRY(registry.task(planned.task.id));
    PassRow row;
    row.task = now ? *now : planned.task;
    row.script = planned.script.path;
    if (!now) row.note = "the row was deleted meanwhile";
    if (planned.to_run && row.task.run_id > 0 && row.task.run_id != planned.task.run_id) {
      std::vector<Run> runs = TRY(registry.runs({row.task.run_id}));
      if (!runs.empty()) row.run = std::move(runs[0]);
    }
    if (planned.to_run && !row.run) row.note = result_.interrupted ? "not begun" : "under way elsewhere";
    result_.rows.push_back(std::move(row));
  }
  return {};
}

Result<PassResult> Pass::dry_run() {
  auto registry = Registry::open(config_.store, clock_, Registry::Mode::read_only);
  if (!registry.ok()) {
    const bool none = registry.error().code == Code::not_found ||
                      (!db::is_postgres_address(config_.store) && !file_exists(config_.store));
    if (none) return std::move(result_);
    return std::move(registry).error();
  }
  for (const PlannedTask& planned : TRY(plan(*registry))) {
    PassRow row;
    row.task = planned.task;
    row.script = planned.script.path;
    row.note = planned.to_run ? "would run" : "would become " + planned.settlement.status;
    if (!planned.to_run) {
      row.task.error_reason = planned.settlement.reason;
      row.task.error_detail = planned.settlement.detail;
    }
    result_.rows.push_back(std::move(row));
  }
  return std::move(result_);
}

Result<PassResult> Pass::run() {
  CHECKED(make_places());
  LockFile lock = TRY(LockFile::open(config_.lock_path()));
  result_.busy = !TRY(lock.try_lock(orchestrator_byte));
  if (result_.busy) return std::move(result_);
  WorkspaceLog log(config_.logs, clock_);
  log.rotate();
  Registry registry = TRY(Registry::open(config_.store, clock_, Registry::Mode::create));
  if (registry.is_shared()) registry.act_as(holder_of(lock, config_.lock_path()));
  result_.busy = !TRY(registry.try_advisory_lock());
  if (result_.busy) return std::move(result_);
  const std::vector<PlannedTask> planned = TRY(plan(registry));
  CHECKED(write_snapshot(config_.snapshot, snapshot_rows(planned)));
  CHECKED(clean(registry, lock));
  CHECKED(settle(registry, lock, planned));
  CHECKED(run_all(registry, lock, planned));
  CHECKED(report(registry, planned));
  result_.wall = clock_.monotonic_microseconds() - start_;
  log.info(fmt::format("pass: {} tasks, {} created, {} errors, {:.1f} s", result_.rows.size(),
                       result_.count(status::created), result_.count(status::error),
                       static_cast<double>(result_.wall) / 1e6));
  return std::move(result_);
}

}  // namespace

std::size_t PassResult::count(std::string_view status) const {
  return static_cast<std::size_t>(
      std::count_if(rows.begin(), rows.end(), [&](const PassRow& row) { return row.task.status == status; }));
}

bool PassResult::all_well() const {
  return count(status::error) == 0;
}

Result<PassResult> run_pass(const Config& config, const PassOptions& options, Clock& clock) {
  Pass pass(config, options, clock);
  return options.dry_run ? pass.dry_run() : pass.run();
}

}  // namespace lunokhod::engine
