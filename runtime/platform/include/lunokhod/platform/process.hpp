// Child processes: started with everything said (words, environment, folder, descriptors, limits), nothing inherited by
// accident; waited for through a pidfd, so that the end is decided by the kernel and never by end of file on a pipe.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lunokhod/base/error.hpp"
#include "lunokhod/platform/descriptor.hpp"

namespace lunokhod::process {

// Limits for the child, each process of its tree; 0: as ours. Never above our own. Core dumps are always off.
struct Limits {
  std::uint64_t data_bytes = 0;   // private writable memory
  std::uint64_t cpu_seconds = 0;  // SIGXCPU, a second later SIGKILL
  std::uint64_t open_files = 0;
};

struct Spawn {
  std::vector<std::string> words;  // words[0] is the program's path, PATH is not searched; with a body only its name
  // In place of a program: a fork of this process runs it, with everything below, and ends with its result.
  // Spares the start of a program, but the child has our memory: not for a process that holds secrets or has threads.
  // It must not throw.
  std::function<int()> body;
  std::vector<std::string> environment;          // "NAME=value", all of it
  std::string folder;                            // working directory; empty: ours
  std::vector<std::pair<int, int>> descriptors;  // {ours, number in the child}; 0, 1, 2 not named: /dev/null
  bool new_session = true;                       // signals of the terminal do not reach it
  bool dies_with_us = false;                     // SIGKILL when the thread that started it ends: a backstop only
  Limits limits;
};

struct Ending {
  int exit_code = 0;  // when not ended by a signal
  int signal = 0;
  std::int64_t cpu_user = 0, cpu_system = 0;  // microseconds, of the child and what it waited for
  std::int64_t max_resident = 0;              // bytes
};

// A running child. Destroying it does not end the process: whoever needs that calls kill and wait.
class Child {
 public:
  Child() = default;
  int pid() const { return pid_; }
  int descriptor() const { return pidfd_.get(); }  // readable (poll) when the child has ended
  Result<void> send(int signal) const;             // a child that is gone already is fine
  Result<std::optional<Ending>> poll();            // reaps when it has ended; does not wait
  Result<Ending> wait();

 private:
  friend Result<Child> spawn(const Spawn& spawn);
  friend Child adopt(int pid);
  int pid_ = 0;
  Descriptor pidfd_;
};

// Code::not_found, denied, … with the path that failed; a child that could not be started leaves nothing behind.
Result<Child> spawn(const Spawn& spawn);
// A child made by other means (fork in tests).
Child adopt(int pid);

std::string signal_name(int number);  // "SIGKILL"
int own_id();
std::string machine_name();  // for people
std::string machine_id();    // stays the same over restarts, differs between machines
int processor_count();       // that this process may use

}  // namespace lunokhod::process
