// Claims, leases, the journal of deliveries and the end of a run: every statement here that follows a claim is fenced
// by the run's number.
#include <fmt/format.h>

#include "lunokhod/base/language.hpp"
#include "lunokhod/engine/registry.hpp"
#include "lunokhod/platform/process_identity.hpp"
#include "registry_rows.hpp"

namespace lunokhod::engine {
namespace {

Value or_null(const std::string& text) {
  return text.empty() ? Value() : Value(text);
}

Delivery delivery_of(const std::vector<Value>& row, const std::string& place) {
  return {integer_of(row[0]), text_of(row[1]),    text_of(row[2]),    text_of(row[3]),
          text_of(row[4]),    integer_of(row[5]), integer_of(row[6]), *row[7].as_text() == place};
}

// The last column names the process of the run before, when that one did not end and its lock is not ours to ask.
constexpr std::string_view claim_on_postgres =
    "WITH picked AS MATERIALIZED (SELECT id AS picked_id, CASE WHEN lease_until IS NOT NULL AND run_lock IS DISTINCT "
    "FROM ? THEN run_process END AS process_before FROM {registry} WHERE id = ? AND status IN ('NEW', 'PROCESSING', "
    "'ERROR') AND {is_free} FOR UPDATE SKIP LOCKED) "
    "UPDATE {registry} SET status = 'PROCESSING', error_reason = NULL, error_detail = NULL, run_id = ?, run_lock = ?, "
    "run_process = ?, lease_until = now() + interval '60 seconds', attempts = COALESCE(attempts, 0) + 1 "
    "FROM picked WHERE id = picked_id RETURNING ";

constexpr std::string_view claim_on_sqlite =
    "UPDATE {registry} SET status = 'PROCESSING', error_reason = NULL, error_detail = NULL, run_id = ?, "
    "attempts = COALESCE(attempts, 0) + 1 WHERE id = ? AND status IN ('NEW', 'PROCESSING', 'ERROR') RETURNING ";

}  // namespace

// On SQLite a claim that a power cut takes back harms nobody: its process is gone as well, and the row is as it was
// before. A server elsewhere may forget while we live on, and give the run's number to another.
Result<std::optional<Claim>> Registry::claim(std::int64_t id, const Claimant& claimant) {
  if (is_shared()) return claim_row(id, claimant);
  CHECKED(connection_->set_durable(false));
  Result<std::optional<Claim>> claimed = claim_row(id, claimant);
  CHECKED(connection_->set_durable(true));
  return claimed;
}

Result<std::optional<Claim>> Registry::claim_row(std::int64_t id, const Claimant& claimant) {
  db::Transaction transaction = TRY(db::Transaction::begin(*connection_));
  const db::Rows made = TRY(connection_->query(
      sql("INSERT INTO {runs} (task_id, state, script, host, pid, started_at, log_path) VALUES (?, 'running', ?, ?, ?, "
          "?, ?) "
          "RETURNING id"),
      {id, or_null(claimant.script), holder_.place, claimant.pid, now(), or_null(claimant.log_path)}));
  const std::int64_t run = integer_of(made.rows.at(0)[0]);
  const db::Rows claimed =
      is_shared() ? TRY(connection_->query(sql(claim_on_postgres) + select_list() + ", process_before",
                                           {holder_.lock, id, holder_.lock, run, holder_.lock, holder_.process}))
                  : TRY(connection_->query(sql(claim_on_sqlite) + select_list(), {run, id}));
  if (claimed.empty()) return std::optional<Claim>{};
  if (is_shared() && process::is_alive_here(text_of(claimed.rows[0].back()))) return std::optional<Claim>{};
  TRY(connection_->execute(
      sql("UPDATE {runs} SET state = 'died', finished_at = ?, detail = 'the run ended with its supervisor (killed, or "
          "the machine stopped); a later run took over' WHERE task_id = ? AND state = 'running' AND id <> ?"),
      {now(), id, run}));
  Claim claim{task_of(claimed.rows[0]), {}};
  const db::Rows unfinished =
      TRY(connection_->query(sql("SELECT id, draft_path, moving_path, target_path, sha256, rows, problems, "
                                 "COALESCE((SELECT host FROM {runs} WHERE {runs}.id = run_id), '') FROM {deliveries} "
                                 "WHERE task_id = ? AND state = 'moving' ORDER BY id"),
                             {id}));
  for (const auto& row : unfinished.rows) claim.unfinished.push_back(delivery_of(row, holder_.place));
  CHECKED(transaction.commit());
  return std::optional<Claim>(std::move(claim));
}

Result<bool> Registry::renew(const Task& claimed) {
  if (!connection_->is_postgres()) return true;
  const std::int64_t changed = TRY(connection_->execute(
      sql("UPDATE {registry} SET lease_until = now() + interval '60 seconds' WHERE id = ? AND run_id = ?"),
      {claimed.id, claimed.run_id}));
  return changed == 1;
}

Result<bool> Registry::journal(const Task& claimed, std::vector<Delivery>& deliveries) {
  db::Transaction transaction = TRY(db::Transaction::begin(*connection_));
  for (Delivery& delivery : deliveries) {
    const db::Rows made = TRY(connection_->query(
        sql("INSERT INTO {deliveries} (task_id, run_id, state, draft_path, moving_path, target_path, sha256, "
            "rows, problems, planned_at) "
            "SELECT ?, run_id, 'moving', ?, ?, ?, ?, ?, ?, ? FROM {registry} WHERE id = ? AND run_id = ? RETURNING id"),
        {claimed.id, delivery.draft, delivery.moving, delivery.target, delivery.sha256, delivery.rows,
         delivery.problems, now(), claimed.id, claimed.run_id}));
    if (made.empty()) return false;
    delivery.id = integer_of(made.rows[0][0]);
  }
  CHECKED(transaction.commit());
  return true;
}

Result<bool> Registry::retarget(const Task& claimed, const Delivery& delivery) {
  const std::int64_t changed =
      TRY(connection_->execute(sql("UPDATE {deliveries} SET target_path = ?, moving_path = ? WHERE id = ? AND EXISTS "
                                   "(SELECT 1 FROM {registry} WHERE id = ? AND run_id = ?)"),
                               {delivery.target, delivery.moving, delivery.id, claimed.id, claimed.run_id}));
  return changed == 1;
}

Result<void> Registry::give_up_deliveries(const Task& claimed) {
  TRY(connection_->execute(sql("UPDATE {deliveries} SET state = 'given_up', finished_at = ? WHERE task_id = ? AND "
                               "state = 'moving' AND run_id <> ?"),
                           {now(), claimed.id, claimed.run_id}));
  return {};
}

Result<bool> Registry::finish(const Task& claimed, const RunEnd& end) {
  db::Transaction transaction = TRY(db::Transaction::begin(*connection_));
  const std::int64_t changed = TRY(connection_->execute(
      sql("UPDATE {registry} SET status = ?, error_reason = ?, error_detail = ?, report_path = ?, report_rows = ?, "
          "problems = ?, finished_at = ?, lease_until = NULL WHERE id = ? AND run_id = ?"),
      {end.status, or_null(end.reason), or_null(translated(end.detail)), or_null(end.report_path), end.rows,
       end.problems, now(), claimed.id, claimed.run_id}));
  if (changed == 0) return false;
  TRY(connection_->execute(
      sql("UPDATE {runs} SET state = ?, reason = ?, detail = ?, traceback = ?, finished_at = ?, exit_code = ?, signal "
          "= ?, "
          "rows = ?, problems = ?, wall_us = ?, cpu_user_us = ?, cpu_system_us = ?, max_resident = ?, log_path = ?, "
          "log_tail = ? WHERE id = ?"),
      {end.state, or_null(end.reason), or_null(translated(end.detail)), or_null(end.traceback), now(), end.exit_code,
       end.signal, end.rows, end.problems, end.wall, end.cpu_user, end.cpu_system, end.max_resident,
       or_null(end.log_path), or_null(end.log_tail), claimed.run_id}));
  if (end.deliveries != JournalEnd::left_open) {
    TRY(connection_->execute(
        sql("UPDATE {deliveries} SET state = ?, finished_at = ? WHERE task_id = ? AND state = 'moving'"),
        {end.deliveries == JournalEnd::delivered ? "delivered" : "given_up", now(), claimed.id}));
  }
  CHECKED(transaction.commit());
  return true;
}

Result<std::vector<std::int64_t>> Registry::ids_with_unfinished_delivery() {
  const db::Rows rows =
      TRY(connection_->query(sql("SELECT DISTINCT task_id FROM {deliveries} WHERE state = 'moving'")));
  std::vector<std::int64_t> ids;
  for (const auto& row : rows.rows) ids.push_back(integer_of(row[0]));
  return ids;
}

Result<std::vector<std::string>> Registry::drafts_being_delivered() {
  const db::Rows rows =
      TRY(connection_->query(sql("SELECT draft_path, moving_path FROM {deliveries} WHERE state = 'moving'")));
  std::vector<std::string> paths;
  for (const auto& row : rows.rows) {
    paths.push_back(text_of(row[0]));
    paths.push_back(text_of(row[1]));
  }
  return paths;
}

Result<std::vector<Run>> Registry::runs_of(std::int64_t task, int at_most) {
  const db::Rows rows = TRY(connection_->query(
      sql(fmt::format("SELECT {} FROM {{runs}} WHERE task_id = ? ORDER BY id DESC LIMIT {}", run_select, at_most)),
      {task}));
  std::vector<Run> runs;
  for (const auto& row : rows.rows) runs.push_back(run_of(row));
  return runs;
}

Result<std::vector<Run>> Registry::runs(const std::vector<std::int64_t>& ids) {
  std::vector<Run> runs;
  for (const std::int64_t id : ids) {
    const db::Rows rows =
        TRY(connection_->query(sql(fmt::format("SELECT {} FROM {{runs}} WHERE id = ?", run_select)), {id}));
    if (!rows.empty()) runs.push_back(run_of(rows.rows[0]));
  }
  return runs;
}

}  // namespace lunokhod::engine
