// lunokhod process: one pass over the registry. The table (or JSON) goes to stdout; progress and sentences about what
// went wrong to stderr.
#include <fmt/format.h>

#include <cstdio>

#include "lunokhod/base/language.hpp"
#include "lunokhod/base/text.hpp"
#include "lunokhod/engine/pass.hpp"
#include "lunokhod/platform/file_system.hpp"
#include "lunokhod/platform/terminal.hpp"
#include "task_rows.hpp"
#include "verb_functions.hpp"

namespace lunokhod::app {
namespace {

using engine::PassResult;
using engine::PassRow;

constexpr std::size_t bar_width = 24;

void show_progress(const engine::PassProgress& progress) {
  const std::size_t done = progress.total ? bar_width * progress.finished / progress.total : bar_width;
  std::string bar;
  for (std::size_t i = 0; i < bar_width; ++i) bar += i < done ? "━" : "·";
  const std::string line = fmt::format("{} {}/{}  {}", bar, progress.finished, progress.total, progress.latest);
  const int width = terminal::width(terminal::standard_error);
  fmt::print(stderr, "\r\x1b[K{}", text::cut(line, static_cast<std::size_t>(std::max(20, width - 1))));
}

std::string seconds_of(const PassRow& row) {
  return row.run ? duration_text(static_cast<double>(row.run->wall) / 1e6) : "";
}

void print_table(const PassResult& result, bool dry_run) {
  Table table({{"id", Align::right},
               {"client", Align::left, true},
               {"file", Align::left, true},
               {"status"},
               {"reason"},
               {dry_run ? "script" : "report", Align::left, true},
               {"rows", Align::right},
               {"time", Align::right}});
  for (const PassRow& row : result.rows) {
    const bool made = row.task.status == engine::status::created;
    table.add({std::to_string(row.task.id), row.task.client_name, std::string(file_name(row.task.file_path)),
               dry_run ? Table::Cell(translated(row.note)) : status_cell(row.task), row.task.error_reason,
               std::string(file_name(dry_run ? row.script : row.task.report_path)),
               made ? count_text(row.task.report_rows) : "", seconds_of(row)});
  }
  table.print();
}

void print_sentences(const PassResult& result, bool dry_run) {
  for (const PassRow& row : result.rows) {
    if (!row.task.error_detail.empty()) say(fmt::format("task {}: {}", row.task.id, row.task.error_detail));
    if (!dry_run && !row.note.empty()) say(fmt::format("task {}: {}", row.task.id, row.note));
  }
  if (dry_run) return (void)say("nothing was changed");
  say(fmt::format("{} tasks in {}: {} reports, {} errors, {} wait for a script, {} sources gone", result.rows.size(),
                  duration_text(static_cast<double>(result.wall) / 1e6), result.count(engine::status::created),
                  result.count(engine::status::error), result.count(engine::status::processing),
                  result.count(engine::status::gone)));
  if (result.interrupted) say("the pass was stopped; what had not ended begins anew with the next one");
}

void print_json(const PassResult& result) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().field("busy", result.busy).field("interrupted", result.interrupted).field("wall_us", result.wall);
  json.key("tasks").begin_array();
  for (const PassRow& row : result.rows) {
    json.begin_object();
    write_task(json, row.task);
    json.field("script", row.script).field("note", row.note);
    if (row.run) {
      write_run(json.key("run").begin_object(), *row.run);
      json.end_object();
    }
    json.end_object();
  }
  json.end_array().end_object();
  std::puts(out.c_str());
}

Result<engine::PassOptions> options_of(const Context& context, const Arguments& arguments) {
  engine::PassOptions options;
  options.program = context.program;
  options.dry_run = arguments.flag("dry-run");
  if (const auto jobs = TRY(arguments.integer("jobs"))) {
    if (*jobs < 1 || *jobs > 60) return Error{Code::invalid_argument, "--jobs takes a number from 1 to 60"};
    options.jobs = static_cast<int>(*jobs);
  }
  if (const auto task = TRY(arguments.integer("task"))) options.task = *task;
  if (!arguments.flag("json") && terminal::is_terminal(terminal::standard_error)) options.progress = show_progress;
  return options;
}

void tell_of_nothing(const Context& context, const engine::Config& config, const engine::PassOptions& options) {
  if (!options.task) return (void)say("nothing to do: no task is NEW, PROCESSING or ERROR");
  auto registry = engine::Registry::open(config.store, *context.clock, engine::Registry::Mode::read_only);
  const auto task = registry.ok() ? registry->task(*options.task)
                                  : Result<std::optional<engine::Task>>(std::optional<engine::Task>{});
  if (task.ok() && *task) {
    say(fmt::format("task {0} is {1} already: `lunokhod tasks retry {0}` makes it new", *options.task,
                    (*task)->status));
  } else {
    say(fmt::format("there is no task {}: `lunokhod tasks list` shows them", *options.task));
  }
}

Result<int> process(const Context& context, const Arguments& arguments) {
  const engine::PassOptions options = TRY(options_of(context, arguments));
  const engine::Config config = TRY(config_of(context, arguments));
  const PassResult result = TRY(engine::run_pass(config, options, *context.clock));
  if (options.progress) fmt::print(stderr, "\r\x1b[K");
  if (arguments.flag("json")) {
    print_json(result);
  } else if (result.busy) {
    say("another pass is running on this registry: nothing was done");
  } else if (result.rows.empty()) {
    tell_of_nothing(context, config, options);
  } else {
    print_table(result, options.dry_run);
    print_sentences(result, options.dry_run);
  }
  if (options.dry_run) return 0;
  return result.all_well() && !result.interrupted ? 0 : 1;
}

}  // namespace

int run_process(Context& context, const Arguments& arguments) {
  const auto result = process(context, arguments);
  return result.ok() ? *result : fail(result.error(), arguments.flag("json"));
}

}  // namespace lunokhod::app
