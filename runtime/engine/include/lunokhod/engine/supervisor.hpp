// The guardian of one run: a process of its own, single-threaded, that outlives a dead orchestrator. It holds the
// task's lock, claims the row, runs the script under its limits, ends everything the script left behind, delivers the
// drafts and writes the final state. Killed at any instant, it leaves a free lock, and the next pass finishes what it
// began.
#pragma once

#include "lunokhod/base/clock.hpp"
#include "lunokhod/engine/assignment.hpp"

namespace lunokhod::engine {

inline constexpr int supervisor_busy = 75;  // another run holds the task

// The exit code of the process: 0 when the task has a final state (whichever), supervisor_busy, or that of an error.
int supervise(const Assignment& assignment, Clock& clock);

}  // namespace lunokhod::engine
