#include "task_rows.hpp"

#include "lunokhod/engine/script_host.hpp"

namespace lunokhod::app {

Tone tone_of_status(std::string_view status) {
  if (status == engine::status::created) return Tone::good;
  if (status == engine::status::error) return Tone::bad;
  return status == engine::status::processing ? Tone::warning : Tone::plain;
}

Table::Cell status_cell(const engine::Task& task) {
  return {task.status, tone_of_status(task.status)};
}

void write_task(JsonWriter& json, const engine::Task& task) {
  json.field("id", task.id).field("file_path", task.file_path).field("status", task.status);
  json.field("error_reason", task.error_reason).field("error_detail", task.error_detail);
  json.field("data_provider", task.data_provider).field("client_name", task.client_name);
  json.field("report_type", task.report_type).field("report_year", task.report_year);
  json.field("report_month", task.report_month)
      .field("uploaded_at", task.uploaded_at)
      .field("created_at", task.created_at);
  json.field("report_path", task.report_path).field("rows", task.report_rows).field("problems", task.problems);
}

void write_run(JsonWriter& json, const engine::Run& run) {
  json.field("id", run.id).field("state", run.state).field("reason", run.reason).field("detail", run.detail);
  json.field("script", run.script).field("started_at", run.started_at).field("finished_at", run.finished_at);
  json.field("exit_code", run.exit_code)
      .field("signal", run.signal)
      .field("rows", run.rows)
      .field("problems", run.problems);
  json.field("wall_us", run.wall).field("cpu_user_us", run.cpu_user).field("cpu_system_us", run.cpu_system);
  json.field("max_resident", run.max_resident).field("log", run.log_path).field("log_tail", run.log_tail);
  json.field("traceback", run.traceback);
}

Result<engine::Config> config_of(const Context& context, const Arguments& arguments) {
  const auto host = context.make_host();
  return engine::load_config(*host, arguments.text_or("workspace", "."));
}

}  // namespace lunokhod::app
