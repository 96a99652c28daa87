#include "script_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <csignal>

#include "lunokhod/platform/file_system.hpp"
#include "lunokhod/platform/process_tree.hpp"
#include "source_check.hpp"

namespace lunokhod::engine {
namespace {

constexpr std::int64_t second = 1'000'000;
constexpr std::int64_t look = second / 4;  // how often the log's size and the claim are looked at
constexpr std::int64_t kill_wait = 10 * second;
constexpr std::size_t largest_outcome = std::size_t{4} << 20;
constexpr std::uint64_t most_open_files = 1024;
constexpr int outcome_descriptor = 3, alive_descriptor = 4;

std::vector<std::string> environment_of(const Assignment& a, const Task& task) {
  std::vector<std::string> environment = a.environment;
  const auto add = [&](const char* name, const std::string& value) {
    environment.push_back(fmt::format("{}={}", name, std::string_view(value).substr(0, value.find('\0'))));
  };
  add("TASK_ID", std::to_string(task.id));
  add("TASK_FILE", source_path(task, a.workspace));
  add("TASK_FILE_PATH", task.file_path);
  add("TASK_CLIENT", task.client_name);
  add("TASK_REPORT_TYPE", task.report_type);
  add("TASK_DATA_PROVIDER", task.data_provider);
  add("TASK_REPORT_YEAR", task.report_year);
  add("TASK_REPORT_MONTH", task.report_month);
  add("TASK_DRAFTS", a.drafts);
  add("TASK_MEMORY_LIMIT", std::to_string(a.limits.memory));
  environment.push_back(task_mark(a));
  return environment;
}

// More than the time limit allows on all cores: reached only when nobody is left to watch the clock.
std::uint64_t processor_seconds(const RunLimits& limits) {
  return static_cast<std::uint64_t>((limits.time + limits.grace) / second + 60) *
         static_cast<std::uint64_t>(process::processor_count());
}

process::Spawn spawn_of(const Assignment& a, const Task& task, const ScriptBody& body, const RunLog& log,
                        const Descriptor& outcome, int alive_lock) {
  process::Spawn spawn;
  spawn.words = a.script_program;
  if (spawn.words.empty()) {
    spawn.words = {"the script's process"};
    spawn.body = [&] { return body(a.workspace, a.script, outcome_descriptor); };
  }
  for (const std::string& word : {std::string("--workspace"), a.workspace, std::string("--script"), a.script,
                                  std::string("--outcome-fd"), std::to_string(outcome_descriptor)}) {
    spawn.words.push_back(word);
  }
  spawn.environment = environment_of(a, task);
  spawn.folder = std::string(folder_of(a.script));
  spawn.descriptors = {{log.descriptor(), 1}, {log.descriptor(), 2}, {outcome.get(), outcome_descriptor}};
  if (alive_lock >= 0) spawn.descriptors.emplace_back(alive_lock, alive_descriptor);
  spawn.dies_with_us = true;
  spawn.limits.open_files = most_open_files;
  spawn.limits.cpu_seconds = processor_seconds(a.limits);
#ifndef __SANITIZE_ADDRESS__  // which reserves terabytes
  if (a.limits.memory) spawn.limits.data_bytes = a.limits.memory;
#endif
  return spawn;
}

// SIGTERM asks: the host raises a cancel error, with a traceback. A stopped process gets it when it goes on.
void ask_to_stop() {
  const std::vector<int> tree = process::descendants();
  process::signal_all(tree, SIGTERM);
  process::signal_all(tree, SIGCONT);
}

class Watch {
 public:
  Watch(const Assignment& assignment, RunLog& log, const ScriptWatch& watch, Clock& clock, process::Child& child,
        std::int64_t start)
      : assignment_(assignment), log_(log), watch_(watch), clock_(clock), child_(child), start_(start) {}

  // Until the script's own process has ended, or could not be ended. What it started may still be there.
  Stop until_the_end(std::optional<process::Ending>& ending) {
    while (true) {
      const std::int64_t now = clock_.monotonic_microseconds();
      if (stop_ == Stop::none && now - start_ >= assignment_.limits.time) request(Stop::time_limit, now);
      if (stop_ != Stop::none && now >= force_at_) return force(ending);
      if (!watch_.still_ours() && stop_ == Stop::none) request(Stop::claim_lost, now);
      const std::int64_t limit = stop_ == Stop::none ? start_ + assignment_.limits.time : force_at_;
      const unsigned ready = wait_readable({child_.descriptor(), watch_.signals->descriptor()},
                                           std::clamp<std::int64_t>(limit - now, 0, look));
      log_.trim();
      if (ready & 2) {
        if (watch_.signals->take() && stop_ == Stop::none) request(Stop::interrupted, clock_.monotonic_microseconds());
      }
      if (ready & 1) {
        if (auto ended = child_.poll(); ended.ok() && *ended) {
          ending = **ended;
          return stop_;
        }
      }
    }
  }

 private:
  void request(Stop why, std::int64_t now) {
    stop_ = why;
    force_at_ = now + assignment_.limits.grace;
    if (why == Stop::time_limit)
      log_.line(fmt::format("the time limit of {} s is over: the script is asked to stop",
                            static_cast<double>(assignment_.limits.time) / 1e6));
    if (why == Stop::interrupted) log_.line("the pass is being stopped: the script is asked to stop");
    if (why == Stop::claim_lost) log_.line("another run has taken over the task: the script is asked to stop");
    ask_to_stop();
  }

  Stop force(std::optional<process::Ending>& ending) {
    log_.line("it did not stop by itself and is ended");
    (void)child_.send(SIGKILL);
    wait_readable({child_.descriptor()}, kill_wait);
    if (auto ended = child_.poll(); ended.ok() && *ended) ending = **ended;
    return stop_;
  }

  const Assignment& assignment_;
  RunLog& log_;
  const ScriptWatch& watch_;
  Clock& clock_;
  process::Child& child_;
  std::int64_t start_, force_at_ = 0;
  Stop stop_ = Stop::none;
};

}  // namespace

std::string task_mark(const Assignment& assignment) {
  return fmt::format("LUNOKHOD_TASK={}:{}", assignment.lock_path, assignment.task);
}

Result<ScriptEnding> run_script(const Assignment& assignment, const Task& task, const ScriptBody& body, RunLog& log,
                                const ScriptWatch& watch, Clock& clock) {
  const Descriptor outcome = TRY(memory_file("outcome"));
  const std::int64_t start = clock.monotonic_microseconds();  // a short script may end before spawn returns
  process::Child child = TRY(process::spawn(spawn_of(assignment, task, body, log, outcome, watch.alive_lock)));
  Watch watching(assignment, log, watch, clock, child, start);
  ScriptEnding result;
  std::optional<process::Ending> ending;
  result.stop = watching.until_the_end(ending);
  if (ending) result.ending = *ending;
  result.usage = result.ending;
  result.all_gone = process::kill_descendants(clock, kill_wait, result.usage) && ending;
  result.wall = clock.monotonic_microseconds() - start;
  if (const auto text = read_memory_file(outcome.get(), largest_outcome); text.ok())
    result.outcome = parse_outcome(*text);
  return result;
}

}  // namespace lunokhod::engine
