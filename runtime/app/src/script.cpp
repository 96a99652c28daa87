// script: the innermost process of a task's run. It runs one script through the host and says what became of it as one
// JSON object on the descriptor its supervisor gave; everything else it says goes to the run's log, which is its
// stderr. SIGTERM means the time limit: the script raises where it stands, and the traceback reaches the log.
#include <fmt/format.h>

#include <array>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>

#include "lunokhod/app/verb.hpp"
#include "lunokhod/base/json.hpp"
#include "lunokhod/base/text.hpp"
#include "lunokhod/platform/signals.hpp"
#include "script_log.hpp"
#include "verb_functions.hpp"

namespace lunokhod::app {
namespace {

std::atomic<engine::ScriptHost*> running = nullptr;
std::atomic<bool> stopped = false;

void stop(int) {
  stopped = true;
  if (engine::ScriptHost* host = running) host->cancel();
}

std::string from_environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

Value number_or_null(const std::string& text) {
  const auto number = text::parse_integer(text);
  return number ? Value(*number) : Value();
}

struct Field {
  const char* name;
  const char* variable;
};
constexpr std::array text_fields{Field{"file", "TASK_FILE"},
                                 Field{"file_path", "TASK_FILE_PATH"},
                                 Field{"client_name", "TASK_CLIENT"},
                                 Field{"report_type", "TASK_REPORT_TYPE"},
                                 Field{"data_provider", "TASK_DATA_PROVIDER"},
                                 Field{"drafts", "TASK_DRAFTS"}};

// The same facts as the environment has, as the Lua value `task`. Texts the registry does not know are empty.
Result<Value> task_of_environment() {
  const std::string id = from_environment("TASK_ID");
  const auto number = text::parse_integer(id);
  if (!number) return Error{Code::invalid_argument, fmt::format("TASK_ID is \"{}\", not a number", id)};
  Value::Map task{{"id", *number}};
  for (const Field& field : text_fields) task[field.name] = from_environment(field.variable);
  for (const Field& field : {Field{"report_year", "TASK_REPORT_YEAR"}, Field{"report_month", "TASK_REPORT_MONTH"}}) {
    Value value = number_or_null(from_environment(field.variable));
    if (!value.is_null()) task[field.name] = std::move(value);
  }
  return Value(std::move(task));
}

std::string outcome_json(const Result<engine::ScriptResult>& result, const engine::ScriptError& failure) {
  std::string json;
  JsonWriter writer(json);
  writer.begin_object().field("ok", result.ok());
  writer.field("rows", result.ok() ? result->rows : 0).field("problems", result.ok() ? result->problems : 0);
  writer.key("drafts").begin_array();
  if (result.ok()) {
    for (const std::string& draft : result->drafts) writer.text(draft);
  }
  writer.end_array();
  if (!result.ok()) {
    const Error& error = failure.error;
    writer.key("error").begin_object().field("code", code_name(error.code)).field("message", error.message);
    writer.field("hint", error.hint).field("where", error.where).field("traceback", failure.traceback).end_object();
  }
  writer.end_object();
  return json;
}

}  // namespace

int run_script(Context& context, const Arguments& arguments) {
  const auto outcome = arguments.integer("outcome-fd");
  if (!outcome.ok()) return fail(outcome.error());
  const auto task = task_of_environment();
  if (!task.ok()) return fail(task.error());
  std::setvbuf(stdout, nullptr, _IOLBF, 1 << 12);  // print() and the log are one file: keep their order

  engine::ScriptCall call;
  call.path = arguments.text_or("script", "");
  call.workspace = arguments.text_or("workspace", ".");
  call.task = *task;
  call.memory_limit =
      static_cast<std::uint64_t>(text::parse_integer(from_environment("TASK_MEMORY_LIMIT")).value_or(0));
  call.log = [&](std::string_view level, std::string_view line) { write_log_line(*context.clock, level, line); };
  const auto host = context.make_host();
  running = host.get();
  std::signal(SIGTERM, stop);
  engine::ScriptError failure;
  const auto result = host->run(call, &failure);
  running = nullptr;

  if (!result.ok()) {
    if (stopped && failure.error.code == Code::cancelled) {
      failure.error.code = Code::time_limit;
      failure.error.message = "the script was still running at its time limit and was stopped";
      failure.error.hint = "look at this line for a loop that does not end, or raise the client's time_limit";
    }
    write_failure(*context.clock, failure);
  }
  if (*outcome && **outcome >= 0) {
    const Descriptor file(static_cast<int>(**outcome));
    const auto written = write_memory_file(file, outcome_json(result, failure));
    if (!written.ok()) return fail(written.error());
  }
  return result.ok() ? 0 : exit_code(failure.error.code);
}

}  // namespace lunokhod::app
