#include "crew.hpp"

#include <fmt/format.h>

#include <csignal>

#include "lunokhod/engine/supervisor.hpp"

namespace lunokhod::engine {
namespace {

constexpr int assignment_descriptor = 3;

std::string trouble_of(const process::Ending& ending) {
  if (ending.signal)
    return fmt::format("the supervisor of the run was ended by {}", process::signal_name(ending.signal));
  if (ending.exit_code == 0 || ending.exit_code == supervisor_busy) return {};
  return fmt::format("the supervisor of the run ended with code {}: see logs/lunokhod.log", ending.exit_code);
}

}  // namespace

Result<process::Child> Crew::spawn(const Assignment& assignment) const {
  if (options_.start_supervisor) return options_.start_supervisor(assignment);
  const Descriptor text = TRY(memory_file("assignment"));
  CHECKED(write_memory_file(text, assignment_json(assignment)));
  process::Spawn spawn;
  spawn.words = {options_.program, "supervise", "--assignment-fd", std::to_string(assignment_descriptor)};
  spawn.environment = assignment.environment;
  spawn.descriptors = {{text.get(), assignment_descriptor}, {2, 2}};
  return process::spawn(spawn);
}

Result<void> Crew::start(const Assignment& assignment) {
  members_.push_back({assignment.task, TRY(spawn(assignment))});
  return {};
}

Result<std::vector<Crew::Ended>> Crew::wait(SignalQueue& signals, bool& interrupted) {
  std::vector<Ended> ended;
  if (members_.empty()) return ended;
  std::vector<int> descriptors = {signals.descriptor()};
  for (const Member& member : members_) descriptors.push_back(member.child.descriptor());
  const unsigned long long ready = wait_readable(descriptors.data(), descriptors.size(), -1);
  if ((ready & 1) && signals.take() && !interrupted) {
    interrupted = true;
    for (const Member& member : members_) CHECKED(member.child.send(SIGTERM));
  }
  for (std::size_t i = members_.size(); i-- > 0;) {
    if (!(ready >> (i + 1) & 1)) continue;
    const auto ending = TRY(members_[i].child.poll());
    if (!ending) continue;
    ended.push_back({members_[i].task, trouble_of(*ending)});
    members_.erase(members_.begin() + static_cast<std::ptrdiff_t>(i));
  }
  return ended;
}

}  // namespace lunokhod::engine
