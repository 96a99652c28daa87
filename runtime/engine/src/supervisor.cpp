#include "lunokhod/engine/supervisor.hpp"

#include <fmt/format.h>

#include <csignal>

#include "locks.hpp"
#include "lunokhod/base/calendar.hpp"
#include "lunokhod/base/text.hpp"
#include "lunokhod/engine/delivery.hpp"
#include "lunokhod/engine/drafts.hpp"
#include "lunokhod/engine/registry.hpp"
#include "lunokhod/engine/workspace_log.hpp"
#include "lunokhod/platform/file_lock.hpp"
#include "lunokhod/platform/file_system.hpp"
#include "lunokhod/platform/process_tree.hpp"
#include "script_run.hpp"
#include "source_check.hpp"
#include "verdict.hpp"

namespace lunokhod::engine {
namespace {

constexpr std::int64_t orphan_wait = 10'000'000;
constexpr std::int64_t renewal = 15'000'000;  // of a lease that is good for a minute
constexpr std::size_t tail_characters = 1000;

class Supervisor {
 public:
  Supervisor(const Assignment& assignment, const ScriptBody& script_body, std::optional<Registry>& registry,
             Clock& clock)
      : a_(assignment), script_body_(script_body), registry_(registry), clock_(clock), log_(assignment.logs, clock) {}

  Result<std::string_view> run();

 private:
  Result<void> carry_out(Registry& registry, const Claim& claim);
  Result<void> recover(Registry& registry, const Claim& claim);
  Result<void> execute(Registry& registry, const Task& task);
  Result<void> judge(Registry& registry, const Task& task, const ScriptEnding& ending,
                     const std::vector<Draft>& before);
  Result<void> finish(Registry& registry, const Task& task, const std::vector<std::string>& removable);
  void refuse(const Refusal& refusal);
  void not_delivered(const Deliverer& deliverer, const Error& error);
  Deliverer deliverer_of(Registry& registry, const Task& task);
  void created(const Deliverer& deliverer, std::int64_t rows, std::int64_t problems);
  bool wait_for_orphans();
  bool pause(std::int64_t duration);
  bool still_ours(Registry& registry, const Task& task);
  bool renew(Registry& registry, const Task& task);
  std::string log_path() const;

  const Assignment& a_;
  const ScriptBody& script_body_;
  std::optional<Registry>& registry_;  // opened for the first run, kept for the next
  Clock& clock_;
  WorkspaceLog log_;
  SignalQueue signals_;
  LockFile alive_;
  RunEnd end_;
  bool stopped_ = false;
  std::int64_t renew_at_ = 0;
};

Result<std::string_view> Supervisor::run() {
  LockFile lock = TRY(LockFile::open(a_.lock_path));
  if (!TRY(lock.try_lock(task_byte(a_.task)))) return supervisor_busy;
  signals_ = TRY(SignalQueue::open({SIGTERM, SIGINT, SIGHUP}));
  CHECKED(process::become_subreaper());
  alive_ = TRY(LockFile::open(a_.lock_path));
  const bool alone = wait_for_orphans();
  if (!registry_) registry_ = TRY(Registry::open(a_.store, clock_, Registry::Mode::existing));
  Registry& registry = *registry_;
  end_.log_path = a_.script.empty() ? "" : log_path();
  if (registry.is_shared()) registry.act_as(holder_of(lock, a_.lock_path));
  const auto claim = TRY(registry.claim(a_.task, {process::own_id(), a_.script, end_.log_path}));
  if (!claim) return supervisor_done;
  renew_at_ = clock_.monotonic_microseconds() + renewal;
  if (!alone) {
    refuse({std::string(status::error), std::string(reason::launch),
            "a process of an earlier run of this task is still alive and cannot be ended: restart the machine"});
    CHECKED(finish(registry, claim->task, {}));
    return supervisor_done;
  }
  CHECKED(carry_out(registry, *claim));
  return supervisor_done;
}

// A supervisor that was killed leaves its script to the kernel's death signal, which comes a moment after the lock is
// free. Nothing is begun while that script could still write a draft.
bool Supervisor::wait_for_orphans() {
  const std::int64_t deadline = clock_.monotonic_microseconds() + orphan_wait;
  while (true) {
    const auto taken = alive_.try_lock(alive_byte(a_.task));
    if (taken.ok() && *taken) return true;
    if (clock_.monotonic_microseconds() >= deadline) return false;
    process::signal_all(process::marked_processes(task_mark(a_)), SIGKILL);
    clock_.sleep_microseconds(2000);
  }
}

bool Supervisor::pause(std::int64_t duration) {
  if (stopped_ || wait_readable({signals_.descriptor()}, duration)) stopped_ = true;
  return !stopped_;
}

bool Supervisor::still_ours(Registry& registry, const Task& task) {
  return clock_.monotonic_microseconds() < renew_at_ || renew(registry, task);
}

// A server that was restarted meanwhile does not cost the work of the script: the claim outlives the connection. One
// that cannot be reached says nothing about the claim; what is written next is fenced anyway.
bool Supervisor::renew(Registry& registry, const Task& task) {
  renew_at_ = clock_.monotonic_microseconds() + renewal;
  auto renewed = registry.renew(task);
  if (!renewed.ok()) {
    if (auto reopened = Registry::open(a_.store, clock_, Registry::Mode::existing); reopened.ok()) {
      registry = std::move(*reopened);
      renewed = registry.renew(task);
    }
  }
  return !renewed.ok() || *renewed;
}

Deliverer Supervisor::deliverer_of(Registry& registry, const Task& task) {
  return {registry,
          task,
          a_.ready,
          a_.delivery,
          {[this](std::int64_t duration) { return pause(duration); },
           [this, &registry, &task] { return still_ours(registry, task); }}};
}

std::string Supervisor::log_path() const {
  const std::int64_t local = local_from_utc(clock_.now_microseconds());
  return join_path(a_.logs, fmt::format("runs/{}/task_{}_{}_{}.log", calendar::format(local, "yyyy-mm-dd"), a_.task,
                                        calendar::format(local, "hhnnss"), process::own_id()));
}

Result<void> Supervisor::carry_out(Registry& registry, const Claim& claim) {
  if (!claim.unfinished.empty()) {
    if (TRY(Deliverer::can_be_finished_here(claim.unfinished))) return recover(registry, claim);
    CHECKED(registry.give_up_deliveries(claim.task));
  }
  if (a_.script.empty()) {  // an interrupted delivery that somebody else has finished meanwhile
    refuse({std::string(status::fresh), "", ""});
    return finish(registry, claim.task, {});
  }
  for (const auto& refusal : {check_source(claim.task, a_.workspace, a_.sources), check_disk(a_.drafts, a_.disk),
                              check_disk(a_.ready, a_.disk)}) {
    if (!refusal) continue;
    end_.log_path.clear();
    refuse(*refusal);
    return finish(registry, claim.task, {});
  }
  return execute(registry, claim.task);
}

Result<void> Supervisor::recover(Registry& registry, const Claim& claim) {
  log_.warn(fmt::format("task {}: an earlier run did not deliver everything: finishing the delivery", a_.task));
  end_.log_path.clear();
  Deliverer deliverer = deliverer_of(registry, claim.task);
  const Result<void> result = deliverer.finish_interrupted(claim.unfinished);
  if (!result.ok()) {
    not_delivered(deliverer, result.error());
    return finish(registry, claim.task, {});
  }
  created(deliverer, claim.unfinished.front().rows, claim.unfinished.front().problems);
  std::vector<std::string> removable = deliverer.spent();
  if (const auto left = drafts_of(a_.drafts, a_.task, claim.task.client_name); left.ok()) {
    for (const Draft& draft : *left) removable.push_back(draft.path);
  }
  return finish(registry, claim.task, removable);
}

Result<void> Supervisor::execute(Registry& registry, const Task& task) {
  const std::vector<Draft> before = TRY(drafts_of(a_.drafts, a_.task, task.client_name));
  RunLog run_log = TRY(RunLog::create(end_.log_path));
  ScriptWatch watch;
  watch.signals = &signals_;
  watch.alive_lock = alive_.descriptor();
  watch.still_ours = [&] { return still_ours(registry, task); };
  const auto ending = run_script(a_, task, script_body_, run_log, watch, clock_);
  if (!ending.ok()) {
    refuse(refusal_of(ending.error()));
    run_log.line(end_.detail);
    end_.log_tail = run_log.tail(tail_characters);
    return finish(registry, task, {});
  }
  run_log.finish();
  end_.log_tail = run_log.tail(tail_characters);
  if (ending->stop == Stop::claim_lost || !renew(registry, task)) return {};
  return judge(registry, task, *ending, before);
}

Result<void> Supervisor::judge(Registry& registry, const Task& task, const ScriptEnding& ending,
                               const std::vector<Draft>& before) {
  end_.exit_code = ending.ending.exit_code;
  end_.signal = ending.ending.signal;
  end_.wall = ending.wall;
  end_.cpu_user = ending.usage.cpu_user;
  end_.cpu_system = ending.usage.cpu_system;
  end_.max_resident = ending.usage.max_resident;
  if (ending.outcome) end_.traceback = ending.outcome->traceback;
  const std::vector<Draft> made = made_since(before, TRY(drafts_of(a_.drafts, a_.task, task.client_name)));
  if (const auto refusal = verdict_of(ending, a_)) {
    refuse(*refusal);
    if (ending.stop == Stop::interrupted) end_.state = "interrupted";
    return finish(registry, task, {});
  }
  if (made.empty()) {
    refuse({std::string(status::error), std::string(reason::no_output),
            fmt::format("{} ended without a report: it must call task:report(frame), or write {}_id{}_….xlsx into the "
                        "drafts folder",
                        file_name(a_.script), task.client_name, task.id)});
    return finish(registry, task, {});
  }
  std::vector<std::string> drafts, removable;
  for (const Draft& draft : made) drafts.push_back(draft.path);
  for (const Draft& draft : before) removable.push_back(draft.path);  // of runs that failed or died
  const std::int64_t rows = ending.outcome ? ending.outcome->rows : 0,
                     problems = ending.outcome ? ending.outcome->problems : 0;
  Deliverer deliverer = deliverer_of(registry, task);
  const Result<void> result = deliverer.deliver(drafts, rows, problems);
  if (!result.ok()) {
    not_delivered(deliverer, result.error());
    return finish(registry, task, removable);
  }
  created(deliverer, rows, problems);
  for (const std::string& draft : deliverer.spent()) removable.push_back(draft);
  return finish(registry, task, removable);
}

void Supervisor::refuse(const Refusal& refusal) {
  end_.state = "failed";
  end_.status = refusal.status;
  end_.reason = refusal.reason;
  end_.detail = refusal.detail;
}

void Supervisor::not_delivered(const Deliverer& deliverer, const Error& error) {
  refuse(refusal_of(error));
  end_.report_path = text::join(deliverer.delivered(), "; ");
  if (!deliverer.is_journaled()) return;
  end_.deliveries = JournalEnd::left_open;
  end_.detail += "; the next pass delivers what is left";
}

void Supervisor::created(const Deliverer& deliverer, std::int64_t rows, std::int64_t problems) {
  end_.state = "done";
  end_.status = status::created;
  end_.deliveries = JournalEnd::delivered;
  end_.rows = rows;
  end_.problems = problems;
  end_.report_path = text::join(deliverer.delivered(), "; ");
  if (problems > 0) {
    end_.detail = fmt::format("{} cells did not fit their columns and are empty in the report; the log lists them: {}",
                              problems, end_.log_path);
  }
}

// The end is written first, drafts are removed after it: a crash between leaves a draft too many, never one too few.
Result<void> Supervisor::finish(Registry& registry, const Task& task, const std::vector<std::string>& removable) {
  if (!TRY(registry.finish(task, end_))) {
    log_.warn(fmt::format("task {}: the row was taken over or deleted meanwhile, the end of run {} is not written",
                          task.id, task.run_id));
    return {};
  }
  for (const std::string& draft : removable) (void)remove_file(draft);
  const std::string line = fmt::format("task {} run {}: {} {} {}{}", task.id, task.run_id, end_.status, end_.reason,
                                       end_.detail, end_.report_path);
  if (end_.status == status::created) {
    log_.info(line);
  } else {
    log_.warn(line);
  }
  return {};
}

Result<void> serve(const Channel& orders, const ScriptBody& script_body, Clock& clock) {
  constexpr std::size_t largest_assignment = std::size_t{4} << 20;
  std::optional<Registry> registry;
  while (const std::optional<std::string> order = TRY(orders.receive(largest_assignment))) {
    const Assignment assignment = TRY(parse_assignment(*order));
    const auto answer = Supervisor(assignment, script_body, registry, clock).run();
    if (!answer.ok()) {
      WorkspaceLog(assignment.logs, clock).error(fmt::format("task {}: {}", assignment.task, answer.error().text()));
      return answer.error();
    }
    if (!orders.send(*answer).ok()) break;  // the orchestrator has died: what it began is done
  }
  return {};
}

}  // namespace

int supervise(const Channel& orders, const ScriptBody& script_body, Clock& clock) {
  const auto served = serve(orders, script_body, clock);
  return served.ok() ? 0 : exit_code(served.error().code);
}

}  // namespace lunokhod::engine
