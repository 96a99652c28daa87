// The guardian of runs, one after another: a process of its own, single-threaded, that finishes its run when the
// orchestrator has died. For each it holds the task's lock, claims the row, runs the script under its limits, ends
// everything the script left behind, delivers the drafts and writes the final state. Killed at any instant, it leaves a
// free lock, and the next pass finishes what it began.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "lunokhod/base/clock.hpp"
#include "lunokhod/engine/assignment.hpp"
#include "lunokhod/platform/channel.hpp"

namespace lunokhod::engine {

// The supervisor's answers, one for each assignment. An error is none: it is logged and ends the process.
inline constexpr std::string_view supervisor_done = "done", supervisor_busy = "busy";

// What the child process of a run does: runs `script` and writes its outcome to the descriptor. An exit code.
using ScriptBody = std::function<int(const std::string& workspace, const std::string& script, int outcome_descriptor)>;

// Carries out the assignments of the channel, each answered when the task has a final state (whichever) or another run
// holds it, until the orchestrator closes the channel. The exit code of the process.
int supervise(const Channel& orders, const ScriptBody& script_body, Clock& clock);

}  // namespace lunokhod::engine
