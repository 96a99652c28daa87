// The supervisors of a pass: processes that carry out one assignment after another, waited for together.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "lunokhod/engine/pass.hpp"
#include "lunokhod/platform/channel.hpp"
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
  ~Crew();
  Crew(const Crew&) = delete;
  Crew& operator=(const Crew&) = delete;

  std::size_t busy() const;
  bool has_room() const { return busy() < jobs_; }
  Result<void> start(const Assignment& assignment);
  // Waits until one run has ended (or a signal came: then all are asked to stop, once, and `interrupted` is set).
  Result<std::vector<Ended>> wait(SignalQueue& signals, bool& interrupted);

 private:
  struct Member {
    process::Child child;
    Channel orders;
    std::int64_t task = 0;  // 0: idle
  };
  Result<Member> hire(const Assignment& assignment) const;

  const PassOptions& options_;
  std::size_t jobs_;
  std::vector<Member> members_;
};

}  // namespace lunokhod::engine
