#include "lunokhod/engine/registry.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "lunokhod/base/calendar.hpp"
#include "lunokhod/base/language.hpp"
#include "lunokhod/base/text.hpp"
#include "registry_rows.hpp"
#include "registry_schema.hpp"

namespace lunokhod::engine {

Result<Registry> Registry::open(const std::string& store, Clock& clock, Mode mode) {
  db::Options options;
  options.create = mode == Mode::create;
  options.read_only = mode == Mode::read_only;
  Registry registry(TRY(db::open(store, options)), clock);
  if (mode == Mode::create) CHECKED(migrate(*registry.connection_));
  if (mode == Mode::read_only) CHECKED(registry.learn_columns());
  return registry;
}

std::string Registry::now() const {
  const std::string text = calendar::format(clock_->now_microseconds(), "yyyy-mm-dd hh:nn:ss");
  return connection_->is_postgres() ? text + "+00" : text;
}

std::string Registry::sql(std::string_view statement) const {
  std::string text(statement);
  const auto replace = [&](std::string_view mark, std::string_view table) {
    for (std::size_t at = 0; (at = text.find(mark, at)) != std::string::npos;) {
      text.replace(at, mark.size(), connection_->is_postgres() ? "ops." + std::string(table) : std::string(table));
    }
  };
  replace("{registry}", "file_registry");
  replace("{runs}", "lunokhod_runs");
  replace("{deliveries}", "lunokhod_deliveries");
  if (const std::size_t at = text.find("{is_free}"); at != std::string::npos) text.replace(at, 9, row_is_free);
  return text;
}

Result<void> Registry::learn_columns() {
  columns_ = TRY(table_columns(*connection_, "file_registry"));
  if (!columns_.empty()) return {};
  return Error{Code::not_found, "there is no registry yet", "run `lunokhod process`: it makes the table"};
}

// A customer's table that was not migrated (read only) lacks our columns: they read as null.
std::string Registry::select_list() const {
  std::string list;
  for (const std::string_view name : task_columns) {
    const bool present = columns_.empty() || std::find(columns_.begin(), columns_.end(), name) != columns_.end();
    const bool is_number = name == "id" || name == "report_rows" || name == "problems" || name == "run_id";
    if (!list.empty()) list += ", ";
    list += !present                                   ? "NULL"
            : is_number || !connection_->is_postgres() ? std::string(name)
                                                       : std::string(name) + "::text";
  }
  return list;
}

Result<std::vector<Task>> Registry::tasks(const TaskFilter& filter) {
  std::string statement = "SELECT " + select_list() + " FROM {registry} WHERE 1 = 1";
  db::Parameters parameters;
  const auto where = [&](const char* condition, Value value) {
    statement += condition;
    parameters.push_back(std::move(value));
  };
  if (filter.pending_only) statement += " AND status IN ('NEW', 'PROCESSING', 'ERROR')";
  if (filter.id) where(" AND id = ?", *filter.id);
  if (!filter.status.empty())
    where(connection_->is_postgres() ? " AND status::text = ?" : " AND status = ?", filter.status);
  if (!filter.client.empty()) where(" AND client_name = ?", filter.client);
  // SQLite holds times as the text other programs wrote: with a T or a space, with a zone or without.
  statement += connection_->is_postgres() ? " ORDER BY COALESCE(uploaded_at, created_at), id"
                                          : " ORDER BY COALESCE(datetime(uploaded_at), uploaded_at, created_at), id";
  const db::Rows rows = TRY(connection_->query(sql(statement), parameters));
  std::vector<Task> tasks;
  tasks.reserve(rows.size());
  for (const auto& row : rows.rows) tasks.push_back(task_of(row));
  return tasks;
}

Result<std::optional<Task>> Registry::task(std::int64_t id) {
  TaskFilter filter;
  filter.id = id;
  const std::vector<Task> found = TRY(tasks(filter));
  return found.empty() ? std::optional<Task>{} : std::optional<Task>(found[0]);
}

Result<std::int64_t> Registry::add(const NewTask& task) {
  const auto number = [](const std::optional<std::int64_t>& value) { return value ? Value(*value) : Value(); };
  const auto words = [](const std::string& value) { return value.empty() ? Value() : Value(value); };
  const db::Rows rows = TRY(
      connection_->query(sql("INSERT INTO {registry} (file_path, status, data_provider, report_year, report_month, "
                             "client_name, report_type, "
                             "uploaded_at, created_at) VALUES (?, 'NEW', ?, ?, ?, ?, ?, ?, ?) RETURNING id"),
                         {task.file_path, words(task.data_provider), number(task.report_year),
                          number(task.report_month), words(task.client_name), words(task.report_type), now(), now()}));
  return integer_of(rows.rows.at(0)[0]);
}

Result<bool> Registry::retry(std::int64_t id) {
  const std::int64_t changed = TRY(connection_->execute(
      sql("UPDATE {registry} SET status = 'NEW', error_reason = NULL, error_detail = NULL WHERE id = ? AND {is_free}"),
      {id, holder_.lock}));
  return changed > 0;
}

Result<bool> Registry::remove(std::int64_t id) {
  const std::int64_t changed =
      TRY(connection_->execute(sql("DELETE FROM {registry} WHERE id = ? AND {is_free}"), {id, holder_.lock}));
  return changed > 0;
}

Result<void> Registry::settle(const std::vector<Settlement>& settlements) {
  if (settlements.empty()) return {};
  db::Transaction transaction = TRY(db::Transaction::begin(*connection_));
  for (const Settlement& settlement : settlements) {
    TRY(connection_->execute(
        sql("UPDATE {registry} SET status = ?, error_reason = ?, error_detail = ?, finished_at = ? "
            "WHERE id = ? AND status = ? AND {is_free}"),
        {settlement.status, settlement.reason.empty() ? Value() : Value(settlement.reason),
         settlement.detail.empty() ? Value() : Value(translated(settlement.detail)), now(), settlement.id,
         settlement.seen_status, holder_.lock}));
  }
  return transaction.commit();
}

Result<bool> Registry::try_advisory_lock() {
  if (!connection_->is_postgres()) return true;
  const db::Rows rows = TRY(connection_->query("SELECT pg_try_advisory_lock(84215045)"));
  return *rows.rows.at(0)[0].as_boolean();
}

}  // namespace lunokhod::engine
