// task: the row of the registry this run is for, and task:report, which leaves the report among the drafts. Without a
// task (a script run by hand) its fields raise a sentence that says how to give one.
#include <fmt/format.h>

#include <algorithm>

#include "boxes.hpp"
#include "lunokhod/base/calendar.hpp"
#include "lunokhod/base/clock.hpp"
#include "lunokhod/base/text.hpp"
#include "lunokhod/support/options.hpp"
#include "lunokhod/support/run.hpp"
#include "lunokhod/support/values.hpp"
#include "modules.hpp"
#include "paths.hpp"
#include "write_options.hpp"

namespace lunokhod::lua {
namespace {

constexpr std::size_t longest_name = 255;  // bytes, on every filesystem we meet
constexpr std::size_t problems_in_log = 10;

// Characters that no filesystem of ours, or of the people who receive the report, refuses.
std::string file_name_part(std::string_view text) {
  std::string name = text::repair_utf8(text);
  for (char& c : name) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F ||
        std::string_view("/\\:*?\"<>|").find(c) != std::string_view::npos)
      c = '_';
  }
  return name;
}

std::string text_of(const Value& value) {
  if (const std::string* text = value.as_text()) return *text;
  if (const std::int64_t* number = value.as_integer()) return std::to_string(*number);
  return {};
}

std::string stem_of(std::string_view path) {
  const std::string_view name = path.substr(path.find_last_of("/\\") + 1);
  const std::size_t dot = name.rfind('.');
  return std::string(name.substr(0, dot == 0 ? std::string_view::npos : dot));
}

// {Client}_id{ID}_{source}_{YYYYMMDD_HHMMSS}[_2].xlsx, the source's name cut so that the whole fits.
std::string draft_name(const Run& run, std::string_view ending) {
  const std::string client = file_name_part(text_of(run.task["client_name"]));
  const std::string before = fmt::format("{}_id{}_", client.empty() ? "report" : client, text_of(run.task["id"]));
  const std::int64_t local = local_from_utc(SystemClock().now_microseconds());
  std::string after = "_" + calendar::format(local, "yyyymmdd") + "_" + calendar::format(local, "hhnnss");
  if (!run.drafts.empty()) after += fmt::format("_{}", run.drafts.size() + 1);
  after += ending;
  std::string source = file_name_part(stem_of(text_of(run.task["file"])));
  const std::size_t room = longest_name - std::min(longest_name, before.size() + after.size());
  std::size_t end = 0;
  while (end < source.size()) {
    std::size_t next = end;
    text::next_code_point(source, next);
    if (next > room) break;
    end = next;
  }
  return before + source.substr(0, end) + after;
}

void log_problems(const Run& run, const Problems& problems) {
  if (problems.empty()) return;
  run.write_log("warn", fmt::format("cells that did not fit and are empty in the report: {}", problems.count()));
  const std::size_t shown = std::min(problems.list().size(), problems_in_log);
  for (std::size_t i = 0; i < shown; ++i) run.write_log("warn", problems.list()[i].text());
  if (problems.count() > shown) run.write_log("warn", fmt::format("… and {} more", problems.count() - shown));
}

// task:report(frame, { format = "csv", … }): writes a draft and returns its path.
Result<int> report(lua_State* L, Arguments& arguments) {
  Run& run = run_of(L);
  const FrameValue& value = *TRY(frame_argument(L, arguments, 2));
  const Options options = TRY(read_write_options(L, arguments, 3));
  const std::string format = TRY(options.text_or("format", "xlsx"));
  if (format != "xlsx" && format != "csv") return options.wrong("format", "\"xlsx\" or \"csv\"");
  if (run.task.is_null()) {
    return Error{Code::invalid_argument, "task:report needs a task, and this script was started without one",
                 "try it on a file: lunokhod run --file FILE SCRIPT"};
  }
  const std::string folder = text_of(run.task["drafts"]);
  if (folder.empty()) return Error{Code::configuration, "no drafts folder is known to this run"};
  const std::string path = folder + "/" + draft_name(run, "." + format);
  CHECKED(write_frame(L, path, value, options, false));
  run.drafts.push_back(path);
  run.rows += static_cast<std::int64_t>(value.frame.height());
  run.problems += static_cast<std::int64_t>(value.frame.problems().count());
  run.write_log("info", fmt::format("report of {} rows: {}", value.frame.height(), path));
  log_problems(run, value.frame.problems());
  push_text(L, path);
  return 1;
}

// task.file without a task is a mistake worth a sentence; an unknown field is nil.
Result<int> missing_field(lua_State* L, Arguments& arguments) {
  const std::string_view name = TRY(arguments.text(2, "field"));
  if (!run_of(L).task.is_null()) return lua_pushnil(L), 1;
  return Error{Code::invalid_argument,
               fmt::format("task.{} is not known: this script was started without a task", name),
               "try it on a file: lunokhod run --file FILE SCRIPT"};
}

constexpr Function methods[] = {{"report", report}};
constexpr Function missing{"__index", missing_field};

}  // namespace

void push_task(lua_State* L) {
  const Run& run = run_of(L);
  push_value(L, run.task);
  if (!lua_istable(L, -1)) {
    lua_pop(L, 1);
    lua_newtable(L);
  }
  add_methods(L, "task", methods);
  lua_newtable(L);
  push_function(L, "task", &missing);
  lua_setfield(L, -2, "__index");
  lua_setmetatable(L, -2);
  make_read_only(L, "task");
}

}  // namespace lunokhod::lua
