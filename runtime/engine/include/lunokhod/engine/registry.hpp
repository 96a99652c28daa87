// The file registry and what the runtime remembers beside it: runs and deliveries. SQLite: file_registry; PostgreSQL:
// ops.file_registry. Other programs insert rows with plain SQL; our further columns have defaults.
//
// Invariants:
//   1. A row is claimed by a run; every later write of that run carries its number (the fencing token) and changes
//      nothing once another run has claimed the row.
//   2. A delivery is journaled before its file is moved, so a move that happened is known after any crash.
//   3. Whoever claims or settles a row holds the task's lock; the registry itself never asks the lock.
//   4. Where machines share the registry (PostgreSQL), a row under way is taken from its run only when that run is
//   dead:
//      its lock file is the caller's (who holds that lock), or its lease is over by the database's clock (renewed every
//      15 s, good for 60 s) and its process, if it is one of this machine, is gone. Test and claim are one transaction.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lunokhod/base/clock.hpp"
#include "lunokhod/base/error.hpp"
#include "lunokhod/db/connection.hpp"
#include "lunokhod/engine/task.hpp"

namespace lunokhod::engine {

// Who this process is to the others of a shared registry.
struct Holder {
  std::string place;    // machine and path of the lock file: who has the same sees the same folders
  std::string lock;     // boot and lock file: who has the same is told apart by the lock, others by the lease
  std::string process;  // exactly this one, see platform/process_identity.hpp
};

struct Claimant {
  std::int64_t pid = 0;
  std::string script, log_path;
};

// A report on its way. `moving` is the file that one rename brings to `target`: the draft, or its copy beside the
// target when that is another file system. Is it gone, the rename has happened.
struct Delivery {
  std::int64_t id = 0;
  std::string draft, moving, target, sha256;
  std::int64_t rows = 0, problems = 0;  // of the run: what a recovery writes beside CREATED
  bool planned_here = true;             // false: on another machine, whose folders may be others
};

struct Claim {
  Task task;                         // run_id is the run of this claim
  std::vector<Delivery> unfinished;  // of a run that died while it delivered
};

enum class JournalEnd : std::uint8_t { given_up, delivered, left_open };

struct RunEnd {
  std::string state = "done";  // done, failed, interrupted
  std::string status, reason, detail;
  std::string report_path;
  std::int64_t rows = 0, problems = 0;
  std::int64_t exit_code = 0, signal = 0;
  std::int64_t wall = 0, cpu_user = 0, cpu_system = 0;  // microseconds
  std::int64_t max_resident = 0;                        // bytes
  std::string log_path, log_tail, traceback;
  JournalEnd deliveries = JournalEnd::given_up;  // what becomes of the journal's open rows of this task
};

// A status without a run: no script, source gone.
struct Settlement {
  std::int64_t id = 0;
  std::string seen_status;  // settled only if it still has this one
  std::string status, reason, detail;
};

struct TaskFilter {
  std::string status, client;
  std::optional<std::int64_t> id;
  bool pending_only = false;
};

struct NewTask {
  std::string file_path, data_provider, client_name, report_type;
  std::optional<std::int64_t> report_year, report_month;
};

struct Run {
  std::int64_t id = 0, task_id = 0;
  std::string state, reason, detail, script, log_path, log_tail, traceback, started_at, finished_at;
  std::int64_t exit_code = 0, signal = 0, rows = 0, problems = 0;
  std::int64_t wall = 0, cpu_user = 0, cpu_system = 0, max_resident = 0;
};

class Registry {
 public:
  enum class Mode : std::uint8_t { existing, create, read_only };
  // `existing` trusts the schema (a supervisor); `create` makes and migrates it; `read_only` changes nothing at all:
  // Code::not_found when there is no registry yet.
  static Result<Registry> open(const std::string& store, Clock& clock, Mode mode);

  Result<std::vector<Task>> tasks(const TaskFilter& filter);  // oldest upload first
  Result<std::optional<Task>> task(std::int64_t id);
  Result<std::vector<std::int64_t>> ids_with_unfinished_delivery();
  Result<std::vector<std::string>> drafts_being_delivered();
  Result<std::vector<Run>> runs_of(std::int64_t task, int at_most);
  Result<std::vector<Run>> runs(const std::vector<std::int64_t>& ids);

  Result<std::int64_t> add(const NewTask& task);
  // A row that another machine is running stays as it is.
  Result<bool> retry(std::int64_t id);  // NEW again; false: no such row, or it is being run
  Result<bool> remove(std::int64_t id);
  Result<void> settle(const std::vector<Settlement>& settlements);  // one commit

  // Empty: the row is gone, is finished, or another machine is running it.
  Result<std::optional<Claim>> claim(std::int64_t id, const Claimant& claimant);
  Result<bool> renew(const Task& claimed);                                       // false: the claim was lost
  Result<bool> journal(const Task& claimed, std::vector<Delivery>& deliveries);  // fills the ids; false: lost
  Result<bool> retarget(const Task& claimed, const Delivery& delivery);
  Result<void> give_up_deliveries(const Task& claimed);  // of earlier runs
  Result<bool> finish(const Task& claimed, const RunEnd& end);

  // One orchestrator per registry, where the database can say so (PostgreSQL); always true on SQLite.
  Result<bool> try_advisory_lock();

  bool is_shared() const { return connection_->is_postgres(); }
  void act_as(Holder holder) { holder_ = std::move(holder); }
  db::Connection& connection() { return *connection_; }

 private:
  Registry(std::unique_ptr<db::Connection> connection, Clock& clock)
      : connection_(std::move(connection)), clock_(&clock) {}
  std::string now() const;
  std::string sql(std::string_view statement) const;  // {registry} {runs} {deliveries} → the tables' names
  Result<std::optional<Claim>> claim_row(std::int64_t id, const Claimant& claimant);
  Result<void> learn_columns();
  std::string select_list() const;

  std::unique_ptr<db::Connection> connection_;
  Clock* clock_;
  Holder holder_;
  std::vector<std::string> columns_;  // of the registry table; empty: all that we know
};

}  // namespace lunokhod::engine
