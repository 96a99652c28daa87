// lunokhod tasks: the registry by hand. list and show only read; add, retry and delete hold the task's lock.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "lunokhod/base/language.hpp"
#include "lunokhod/base/text.hpp"
#include "lunokhod/engine/task_lock.hpp"
#include "lunokhod/platform/file_system.hpp"
#include "task_rows.hpp"
#include "verb_functions.hpp"

namespace lunokhod::app {
namespace {

using engine::Registry;
using engine::Task;

struct Story {
  Context& context;
  const Arguments& arguments;
  engine::Config config;

  bool json() const { return arguments.flag("json"); }
  Result<Registry> open(Registry::Mode mode) const { return Registry::open(config.store, *context.clock, mode); }
  // The words after the action: "7" or "5,6,9".
  Result<std::vector<std::int64_t>> ids() const;
};

Result<std::vector<std::int64_t>> Story::ids() const {
  if (arguments.positionals.size() < 2)
    return Error{Code::invalid_argument, "which task? give its id, or several: 5,6,9"};
  std::vector<std::int64_t> ids;
  for (const std::string_view word : text::split(arguments.positionals[1], ',')) {
    const auto id = text::parse_integer(text::trim(word));
    if (!id || *id <= 0) return Error{Code::invalid_argument, fmt::format("\"{}\" is no id of a task", word)};
    ids.push_back(*id);
  }
  return ids;
}

Error no_task(std::int64_t id) {
  return {Code::not_found, fmt::format("there is no task {}", id), "`lunokhod tasks list` shows them"};
}

// No registry yet is an empty one.
Result<std::vector<Task>> tasks_of(const Story& story, const engine::TaskFilter& filter) {
  auto registry = story.open(Registry::Mode::read_only);
  if (registry.ok()) return registry->tasks(filter);
  const bool none = registry.error().code == Code::not_found || !file_exists(story.config.store);
  if (none && story.config.store.find("://") == std::string::npos) return std::vector<Task>{};
  return std::move(registry).error();
}

Result<int> list(const Story& story) {
  engine::TaskFilter filter;
  filter.status = story.arguments.text_or("status", "");
  filter.client = story.arguments.text_or("client", "");
  const std::vector<Task> tasks = TRY(tasks_of(story, filter));
  if (story.json()) {
    std::string out;
    JsonWriter json(out);
    json.begin_array();
    for (const Task& task : tasks) {
      json.begin_object();
      write_task(json, task);
      json.end_object();
    }
    json.end_array();
    std::puts(out.c_str());
    return 0;
  }
  Table table({{"id", Align::right},
               {"provider"},
               {"client", Align::left, true},
               {"file", Align::left, true},
               {"period"},
               {"uploaded"},
               {"status"},
               {"reason"},
               {"rows", Align::right}});
  for (const Task& task : tasks) {
    table.add({std::to_string(task.id), task.data_provider, task.client_name, std::string(file_name(task.file_path)),
               task.report_month.empty() ? task.report_year : task.report_year + "-" + task.report_month,
               task.uploaded_at, status_cell(task), task.error_reason,
               task.status == engine::status::created ? count_text(task.report_rows) : std::string()});
  }
  if (tasks.empty()) {
    say("no such tasks: `lunokhod tasks add FILE --client NAME` makes one");
  } else {
    table.print();
  }
  return 0;
}

void print_field(std::string_view name, const std::string& value) {
  if (value.empty()) return;
  const std::string title = translated(name);
  fmt::print("{}{:>{}}{}\n", title, "",
             std::max<std::size_t>(15, text::display_width(title) + 1) - text::display_width(title), value);
}

void print_task(const Task& task) {
  print_field("task", std::to_string(task.id));
  print_field("file", task.file_path);
  print_field("status", task.status + (task.error_reason.empty() ? "" : " " + task.error_reason));
  print_field("detail", translated(task.error_detail));
  print_field("provider", task.data_provider);
  print_field("client", task.client_name);
  print_field("report type", task.report_type);
  print_field("year, month", task.report_year + (task.report_month.empty() ? "" : ", " + task.report_month));
  print_field("uploaded", task.uploaded_at);
  print_field("report", task.report_path);
  if (task.status == engine::status::created) {
    print_field("rows", count_text(task.report_rows));
    print_field("problems", count_text(task.problems));
  }
}

void print_run(const engine::Run& run) {
  fmt::print("\n{}\n", translated(fmt::format("run {}: {} {}", run.id, run.state, run.reason)));
  print_field("  started", run.started_at);
  print_field("  time",
              translated(fmt::format(
                  "{}, processor {}, memory {} MB", duration_text(static_cast<double>(run.wall) / 1e6),
                  duration_text(static_cast<double>(run.cpu_user + run.cpu_system) / 1e6), run.max_resident >> 20)));
  print_field("  script", run.script);
  print_field("  detail", translated(run.detail));
  print_field("  log", run.log_path);
  if (!run.traceback.empty()) fmt::print("  traceback\n{}\n", run.traceback);
  if (!run.log_tail.empty()) fmt::print("{}\n{}\n", translated("  the end of its output:"), run.log_tail);
}

Result<int> show(const Story& story) {
  const std::int64_t id = TRY(story.ids()).front();
  auto registry = TRY(story.open(Registry::Mode::read_only));
  const auto task = TRY(registry.task(id));
  if (!task) return no_task(id);
  auto runs = registry.runs_of(id, 5);  // a registry that was never ours has no runs
  if (!story.json()) {
    print_task(*task);
    if (runs.ok()) {
      for (const engine::Run& run : *runs) print_run(run);
    }
    return 0;
  }
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  write_task(json, *task);
  json.key("runs").begin_array();
  if (runs.ok()) {
    for (const engine::Run& run : *runs) {
      write_run(json.begin_object(), run);
      json.end_object();
    }
  }
  json.end_array().end_object();
  std::puts(out.c_str());
  return 0;
}

Result<int> add(const Story& story) {
  const Arguments& arguments = story.arguments;
  if (arguments.positionals.size() < 2)
    return Error{Code::invalid_argument, "which file? lunokhod tasks add FILE --client NAME"};
  if (!arguments.text("client")) return Error{Code::invalid_argument, "whose file is it? add --client NAME"};
  const std::string path = TRY(absolute_path(arguments.positionals[1]));
  if (!file_exists(path)) return Error{Code::not_found, "there is no such file", "check the path", path};
  engine::NewTask task;
  const std::string root = story.config.workspace + "/";
  task.file_path = path.starts_with(root) ? path.substr(root.size()) : path;
  task.client_name = *arguments.text("client");
  task.data_provider = arguments.text_or("provider", "Дистрибьютор");
  task.report_type = arguments.text_or("type", "");
  task.report_year = TRY(arguments.integer("year"));
  task.report_month = TRY(arguments.integer("month"));
  if (task.report_month && (*task.report_month < 1 || *task.report_month > 12)) {
    return Error{Code::invalid_argument, "--month takes a number from 1 to 12"};
  }
  auto registry = TRY(story.open(Registry::Mode::create));
  const std::int64_t id = TRY(registry.add(task));
  if (story.json()) {
    fmt::print("{{\"id\":{}}}\n", id);
  } else {
    fmt::print("{}\n", translated(fmt::format("task {} added: `lunokhod process` runs it", id)));
  }
  return 0;
}

Result<int> change(const Story& story, Result<bool> (Registry::*step)(std::int64_t), const char* done) {
  const std::vector<std::int64_t> ids = TRY(story.ids());
  auto registry = TRY(story.open(Registry::Mode::create));
  for (const std::int64_t id : ids) {
    const LockFile lock = TRY(engine::lock_task(story.config, registry, id));
    if (!TRY((registry.*step)(id))) {
      if (!TRY(registry.task(id))) return no_task(id);
      return Error{Code::busy, fmt::format("task {} is being run on another machine", id), "wait until it has ended"};
    }
    if (!story.json()) fmt::print("{}\n", translated(fmt::format(fmt::runtime(done), id)));
  }
  if (story.json()) std::puts("{\"ok\":true}");
  return 0;
}

Result<int> tasks(Context& context, const Arguments& arguments) {
  const std::string action = arguments.positionals.empty() ? "list" : arguments.positionals[0];
  const Story story{context, arguments, TRY(config_of(context, arguments))};
  if (action == "list") return list(story);
  if (action == "show") return show(story);
  if (action == "add") return add(story);
  if (action == "retry") return change(story, &Registry::retry, "task {} is new again: `lunokhod process` runs it");
  if (action == "delete") return change(story, &Registry::remove, "task {} deleted; its files stay where they are");
  const auto near = text::nearest(action, {"list", "show", "add", "retry", "delete"});
  return Error{
      Code::invalid_argument, fmt::format("tasks knows no \"{}\"", action),
      near.empty() ? "it knows list, show, add, retry, delete" : "did you mean " + text::join(near, ", ") + "?"};
}

}  // namespace

int run_tasks(Context& context, const Arguments& arguments) {
  const auto result = tasks(context, arguments);
  return result.ok() ? *result : fail(result.error(), arguments.flag("json"));
}

}  // namespace lunokhod::app
