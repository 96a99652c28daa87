#include "crew.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <csignal>

#include "lunokhod/engine/supervisor.hpp"

namespace lunokhod::engine {
namespace {

constexpr int orders_descriptor = 3;
constexpr std::size_t longest_answer = 100;

std::string trouble_of(const process::Ending& ending) {
  if (ending.signal)
    return fmt::format("the supervisor of the run was ended by {}", process::signal_name(ending.signal));
  return fmt::format("the supervisor of the run ended with code {}: see logs/lunokhod.log", ending.exit_code);
}

}  // namespace

// Idle supervisors end when their channel closes; busy ones, left behind by an error here, end after their run.
Crew::~Crew() {
  std::erase_if(members_, [](const Member& member) { return member.task != 0; });
  std::vector<process::Child> leaving;
  for (Member& member : members_) leaving.push_back(std::move(member.child));
  members_.clear();
  for (process::Child& child : leaving) (void)child.wait();
}

std::size_t Crew::busy() const {
  return static_cast<std::size_t>(std::ranges::count_if(members_, [](const Member& m) { return m.task != 0; }));
}

Result<Crew::Member> Crew::hire(const Assignment& assignment) const {
  auto [ours, theirs] = TRY(Channel::pair());
  process::Spawn spawn;
  spawn.words = options_.supervisor_program;
  if (spawn.words.empty()) {
    spawn.words = {options_.program, "supervise", "--orders-fd", std::to_string(orders_descriptor)};
  }
  spawn.environment = assignment.environment;
  for (const std::string& value : options_.supervisor_environment) spawn.environment.push_back(value);
  spawn.descriptors = {{theirs.descriptor(), orders_descriptor}, {2, 2}};
  return Member{TRY(process::spawn(spawn)), std::move(ours)};
}

Result<void> Crew::start(const Assignment& assignment) {
  const std::string order = assignment_json(assignment);
  auto member = std::ranges::find(members_, 0, &Member::task);
  if (member == members_.end() || !member->orders.send(order).ok()) {  // none is idle, or it was killed meanwhile
    member = members_.insert(members_.end(), TRY(hire(assignment)));
    CHECKED(member->orders.send(order));
  }
  member->task = assignment.task;
  return {};
}

Result<std::vector<Crew::Ended>> Crew::wait(SignalQueue& signals, bool& interrupted) {
  std::vector<Ended> ended;
  if (busy() == 0) return ended;
  std::vector<int> descriptors = {signals.descriptor()};
  for (const Member& member : members_) descriptors.push_back(member.orders.descriptor());
  const unsigned long long ready = wait_readable(descriptors.data(), descriptors.size(), -1);
  if ((ready & 1) && signals.take() && !interrupted) {
    interrupted = true;
    for (const Member& member : members_) CHECKED(member.child.send(SIGTERM));
  }
  for (std::size_t i = members_.size(); i-- > 0;) {
    Member& member = members_[i];
    if (!(ready >> (i + 1) & 1)) continue;
    const auto answer = member.orders.receive(longest_answer);
    if (answer.ok() && *answer) {
      ended.push_back({member.task, {}});
      member.task = 0;
      continue;
    }
    const process::Ending ending = TRY(member.child.wait());  // its end of the channel is closed: it has ended
    if (member.task != 0) ended.push_back({member.task, trouble_of(ending)});
    members_.erase(members_.begin() + static_cast<std::ptrdiff_t>(i));
  }
  return ended;
}

}  // namespace lunokhod::engine
