// Ending everything a run has left behind. The supervisor is a subreaper: orphans of the run become its children, so
// the tree cannot escape by forking twice or by a session of its own, and "no child is left" means it is gone.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "lunokhod/base/clock.hpp"
#include "lunokhod/base/error.hpp"
#include "lunokhod/platform/process.hpp"

namespace lunokhod::process {

// From now on orphaned descendants become children of this process.
Result<void> become_subreaper();
// Every living descendant of `root`, found through /proc; zombies are left out.
std::vector<int> descendants(int root);
std::vector<int> descendants();  // of this process
void signal_all(const std::vector<int>& pids, int signal);
// SIGKILL to every descendant of this process until none is left, reaping them and adding what they used to `usage`
// (the sum of processor time, the largest memory). False when some outlived `limit` (microseconds): a process stuck
// inside the kernel.
bool kill_descendants(Clock& clock, std::int64_t limit, Ending& usage);
// Every process of this machine (but us) that was started with this "NAME=value" in its environment.
std::vector<int> marked_processes(const std::string& variable);
}  // namespace lunokhod::process
