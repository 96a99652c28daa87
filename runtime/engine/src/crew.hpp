// The supervisors of a pass: started from a program or, in tests, by a function; waited for together.
#pragma once

#include <string>
#include <vector>

#include "lunokhod/engine/pass.hpp"
#include "lunokhod/platform/process.hpp"
#include "lunokhod/platform/signals.hpp"

namespace lunokhod::engine {

class Crew {
 public:
  static constexpr int largest = 60;

  struct Ended {
    std::int64_t task = 0;
    std::string trouble;  // a sentence when the supervisor did not come to a final state
  };

  Crew(const PassOptions& options, int jobs) : options_(options), jobs_(static_cast<std::size_t>(jobs)) {}

  std::size_t size() const { return members_.size(); }
  bool has_room() const { return members_.size() < jobs_; }
  Result<void> start(const Assignment& assignment);
  // Waits until one has ended (or a signal came: then all are asked to stop, once, and `interrupted` is set).
  Result<std::vector<Ended>> wait(SignalQueue& signals, bool& interrupted);

 private:
  struct Member {
    std::int64_t task;
    process::Child child;
  };
  Result<process::Child> spawn(const Assignment& assignment) const;

  const PassOptions& options_;
  std::size_t jobs_;
  std::vector<Member> members_;
};

}  // namespace lunokhod::engine
