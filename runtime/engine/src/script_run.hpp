// One process of a script under a time limit: asked to stop, then told, then ended with everything it started.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "lunokhod/base/clock.hpp"
#include "lunokhod/engine/assignment.hpp"
#include "lunokhod/engine/outcome.hpp"
#include "lunokhod/engine/run_log.hpp"
#include "lunokhod/engine/supervisor.hpp"
#include "lunokhod/engine/task.hpp"
#include "lunokhod/platform/process.hpp"
#include "lunokhod/platform/signals.hpp"

namespace lunokhod::engine {

enum class Stop : std::uint8_t { none, time_limit, interrupted, claim_lost };

struct ScriptEnding {
  Stop stop = Stop::none;
  process::Ending ending;
  process::Ending usage;  // of the whole tree
  std::int64_t wall = 0;
  bool all_gone = true;  // false: a process could not be ended
  std::optional<Outcome> outcome;
};

struct ScriptWatch {
  SignalQueue* signals = nullptr;    // SIGTERM and its like: stop
  std::function<bool()> still_ours;  // keeps the claim, asked all the time; false: it is lost
  int alive_lock = -1;               // handed to the script: held until all of its processes are gone
};

// The environment mark by which processes of a task are found after their supervisor was killed.
std::string task_mark(const Assignment& assignment);
// Without a script_program the body runs in a fork of this process.
Result<ScriptEnding> run_script(const Assignment& assignment, const Task& task, const ScriptBody& body, RunLog& log,
                                const ScriptWatch& watch, Clock& clock);

}  // namespace lunokhod::engine
