#include "lunokhod/engine/delivery.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "lunokhod/platform/file_system.hpp"
#include "lunokhod/platform/sha256.hpp"

namespace lunokhod::engine {
namespace {

constexpr int most_suffixes = 1000;

std::string with_suffix(const std::string& path, int number) {
  if (number == 1) return path;
  const std::string_view ending = extension(path);
  return fmt::format("{}_{}{}", std::string_view(path).substr(0, path.size() - ending.size()), number, ending);
}

bool is_worth_another_try(const Error& error) {
  return error.code == Code::locked || error.code == Code::busy || error.code == Code::denied;
}

Error locked(const std::string& path, const std::string& by) {
  return Error{Code::locked, "the file is open in another program", "close it there (" + by + ")", path};
}

Error taken_over() {
  return Error{Code::cancelled, "another run has taken over the task"};
}

// Open in a spreadsheet program, which would save over it, or locked by whoever reads it.
Result<void> check_free(const std::string& path) {
  if (const auto owner = owner_file_of(path)) return locked(path, "its owner file is " + *owner);
  if (file_exists(path) && is_locked_by_someone(path)) return locked(path, "somebody holds a lock on it");
  return {};
}

}  // namespace

Deliverer::Deliverer(Registry& registry, const Task& claimed, std::string ready, DeliveryRules rules, Watch watch)
    : registry_(&registry), task_(&claimed), ready_(std::move(ready)), rules_(rules), watch_(std::move(watch)) {}

Result<void> Deliverer::with_tries(const std::string& draft, const std::function<Result<void>()>& attempt) {
  for (int made = 1;; ++made) {
    if (!watch_.still_ours()) return taken_over();
    Result<void> result = attempt();
    if (result.ok() || !is_worth_another_try(result.error())) return result;
    if (made >= rules_.tries || !watch_.pause(rules_.pause)) {
      Error error = std::move(result).error();
      error.code = Code::locked;
      error.message += fmt::format(": the report could not be delivered in {} {}", made, made == 1 ? "try" : "tries");
      if (error.where.empty()) error.where = draft;
      return error;
    }
  }
}

// The first name that is free; or, with `same` set, the one that holds this content already.
Result<std::string> Deliverer::free_target(const std::string& draft, const std::string& sha256, bool& same) const {
  const std::string wanted = join_path(ready_, file_name(draft));
  for (int number = 1; number <= most_suffixes; ++number) {
    const std::string target = with_suffix(wanted, number);
    CHECKED(check_path_length(target));
    CHECKED(check_free(target));
    const auto status = TRY(file_status(target));
    same = status && status->kind == FileKind::file && TRY(sha256_of_file(target)) == sha256;
    if (!status || same) return target;
  }
  return Error{Code::limit, fmt::format("there are {} files of this name already", most_suffixes),
               "clear the ready folder", wanted};
}

Result<void> Deliverer::stage(Delivery& delivery) {
  const std::string copy =
      join_path(ready_, fmt::format(".lunokhod-{}-{}.part", task_->run_id, delivered_.size() + planned_.size()));
  CHECKED(remove_file(copy));
  CHECKED(copy_file(delivery.draft, copy));
  delivery.moving = copy;
  return {};
}

Result<void> Deliverer::prepare(const std::string& draft) {
  CHECKED(check_free(draft));
  Delivery delivery;
  delivery.draft = delivery.moving = draft;
  CHECKED(sync_file(draft));
  delivery.sha256 = TRY(sha256_of_file(draft));
  bool same = false;
  delivery.target = TRY(free_target(draft, delivery.sha256, same));
  if (same) {
    delivered_.push_back(delivery.target);
    spent_.push_back(draft);
    return {};
  }
  if (!TRY(same_file_system(draft, ready_))) CHECKED(stage(delivery));
  planned_.push_back(std::move(delivery));
  return {};
}

Result<void> Deliverer::move(Delivery& delivery) {
  while (true) {
    const Result<void> moved = move_file(delivery.moving, delivery.target);
    if (moved.ok()) break;
    if (moved.error().code != Code::ambiguous) return moved;
    // Somebody put a file there meanwhile.
    bool same = false;
    delivery.target = TRY(free_target(delivery.draft, delivery.sha256, same));
    if (same) {
      CHECKED(remove_file(delivery.moving));
      break;
    }
    if (!TRY(registry_->retarget(*task_, delivery))) return taken_over();
  }
  delivered_.push_back(delivery.target);
  if (delivery.moving != delivery.draft) spent_.push_back(delivery.draft);
  return {};
}

Result<void> Deliverer::deliver(const std::vector<std::string>& drafts, std::int64_t rows, std::int64_t problems) {
  Result<void> result = deliver_all(drafts, rows, problems);
  if (!result.ok() && !journaled_) remove_staged();
  return result;
}

Result<void> Deliverer::deliver_all(const std::vector<std::string>& drafts, std::int64_t rows, std::int64_t problems) {
  CHECKED(make_folders(ready_));
  for (const std::string& draft : drafts) {
    CHECKED(with_tries(draft, [&] { return prepare(draft); }));
  }
  if (planned_.empty()) return {};
  planned_.front().rows = rows;
  planned_.front().problems = problems;
  if (!TRY(registry_->journal(*task_, planned_))) return taken_over();
  journaled_ = true;
  for (Delivery& delivery : planned_) {
    CHECKED(with_tries(delivery.draft, [&] { return move(delivery); }));
  }
  return {};
}

// The draft stays for the next pass; its copy beside the target is of no use to anybody.
void Deliverer::remove_staged() {
  for (const Delivery& delivery : planned_) {
    if (delivery.moving != delivery.draft) (void)remove_file(delivery.moving);
  }
}

Result<bool> Deliverer::can_be_finished_here(const std::vector<Delivery>& unfinished) {
  for (const Delivery& delivery : unfinished) {
    if (delivery.planned_here || TRY(file_status(delivery.moving))) continue;
    if (!TRY(file_status(delivery.target)) || TRY(sha256_of_file(delivery.target)) != delivery.sha256) return false;
  }
  return true;
}

Result<void> Deliverer::finish_interrupted(const std::vector<Delivery>& unfinished) {
  journaled_ = true;
  for (Delivery delivery : unfinished) {
    if (!TRY(file_status(delivery.moving))) {
      delivered_.push_back(delivery.target);
      if (delivery.moving != delivery.draft) spent_.push_back(delivery.draft);
      continue;
    }
    CHECKED(with_tries(delivery.draft, [&] { return move(delivery); }));
  }
  return {};
}

}  // namespace lunokhod::engine
