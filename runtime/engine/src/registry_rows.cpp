#include "registry_rows.hpp"

#include "lunokhod/base/text.hpp"

namespace lunokhod::engine {

std::int64_t integer_of(const Value& value) {
  if (const auto* integer = value.as_integer()) return *integer;
  if (const auto* text = value.as_text()) return text::parse_integer(*text).value_or(0);
  return 0;
}

std::string text_of(const Value& value) {
  if (const auto* text = value.as_text()) return *text;
  return value.is_null() ? std::string() : value.json();
}

Task task_of(const std::vector<Value>& row) {
  std::size_t at = 0;
  Task task;
  task.id = integer_of(row[at++]);
  for (std::string* field : {&task.file_path, &task.status, &task.error_reason, &task.error_detail, &task.data_provider,
                             &task.report_year, &task.report_month, &task.client_name, &task.report_type,
                             &task.uploaded_at, &task.created_at, &task.report_path}) {
    *field = text_of(row[at++]);
  }
  for (std::int64_t* field : {&task.report_rows, &task.problems, &task.run_id}) *field = integer_of(row[at++]);
  return task;
}

Run run_of(const std::vector<Value>& row) {
  std::size_t at = 0;
  Run run;
  run.id = integer_of(row[at++]);
  run.task_id = integer_of(row[at++]);
  for (std::string* field : {&run.state, &run.reason, &run.detail, &run.script, &run.log_path, &run.log_tail,
                             &run.traceback, &run.started_at, &run.finished_at}) {
    *field = text_of(row[at++]);
  }
  for (std::int64_t* field : {&run.exit_code, &run.signal, &run.rows, &run.problems, &run.wall, &run.cpu_user,
                              &run.cpu_system, &run.max_resident}) {
    *field = integer_of(row[at++]);
  }
  return run;
}

}  // namespace lunokhod::engine
