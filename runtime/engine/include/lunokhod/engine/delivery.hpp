// Bringing drafts to the ready folder, exactly once and whole. Nothing is overwritten: the same name with the same
// content is already delivered, the same name with another content is kept and the new file gets a suffix (_2, _3, …).
//
// The journal (Registry) is written before the rename that makes a report visible, and names the one file this rename
// moves. After a crash: that file still there → rename it now; gone → the rename has happened, whatever the reader of
// the ready folder has done with the report since.
//
// What is journaled is finished, never begun again: after a failure the journal stays open and the next pass brings the
// rest, with no run of the script that would make the first reports a second time under other names.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "lunokhod/base/error.hpp"
#include "lunokhod/engine/config.hpp"
#include "lunokhod/engine/registry.hpp"

namespace lunokhod::engine {

class Deliverer {
 public:
  struct Watch {
    std::function<bool(std::int64_t)> pause;  // waits between tries; false: somebody wants us to stop
    std::function<bool()> still_ours;         // keeps the claim while a delivery takes its time; false: it is lost
  };

  Deliverer(Registry& registry, const Task& claimed, std::string ready, DeliveryRules rules, Watch watch);

  // All drafts or, when one fails, none more; what was moved stays moved and is told by delivered().
  Result<void> deliver(const std::vector<std::string>& drafts, std::int64_t rows, std::int64_t problems);
  Result<void> finish_interrupted(const std::vector<Delivery>& unfinished);
  // False: it was begun on another machine, and nothing seen here says whether its files were moved.
  static Result<bool> can_be_finished_here(const std::vector<Delivery>& unfinished);

  bool is_journaled() const { return journaled_; }
  const std::vector<std::string>& delivered() const { return delivered_; }  // targets, also those already there
  // Drafts whose content is delivered: to be removed once the task's end is in the registry.
  const std::vector<std::string>& spent() const { return spent_; }

 private:
  Result<void> with_tries(const std::string& draft, const std::function<Result<void>()>& attempt);
  Result<void> prepare(const std::string& draft);  // journal entry, or already there
  Result<void> move(Delivery& delivery);
  Result<std::string> free_target(const std::string& draft, const std::string& sha256, bool& same) const;
  Result<void> stage(Delivery& delivery);  // a copy on the target's file system
  Result<void> deliver_all(const std::vector<std::string>& drafts, std::int64_t rows, std::int64_t problems);
  void remove_staged();

  Registry* registry_;
  const Task* task_;
  std::string ready_;
  DeliveryRules rules_;
  Watch watch_;
  bool journaled_ = false;
  std::vector<Delivery> planned_;
  std::vector<std::string> delivered_, spent_;
};

}  // namespace lunokhod::engine
