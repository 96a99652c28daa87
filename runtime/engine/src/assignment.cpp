#include "lunokhod/engine/assignment.hpp"

#include <array>
#include <cstdlib>

#include "lunokhod/base/json.hpp"
#include "lunokhod/base/json_read.hpp"

namespace lunokhod::engine {
namespace {

std::string text_of(const Value& value) {
  return value.as_text() ? *value.as_text() : std::string();
}
std::int64_t integer_of(const Value& value) {
  return value.as_integer() ? *value.as_integer() : 0;
}

std::vector<std::string> texts_of(const Value& value) {
  std::vector<std::string> texts;
  if (value.as_list()) {
    for (const Value& item : *value.as_list()) texts.push_back(text_of(item));
  }
  return texts;
}

Value list_of(const std::vector<std::string>& texts) {
  Value::List list;
  for (const std::string& text : texts) list.emplace_back(text);
  return list;
}

}  // namespace

std::string assignment_json(const Assignment& a) {
  Value::Map map;
  map["task"] = a.task;
  map["workspace"] = a.workspace;
  map["store"] = a.store;
  map["lock_path"] = a.lock_path;
  map["sources"] = list_of(a.sources);
  map["drafts"] = a.drafts;
  map["ready"] = a.ready;
  map["logs"] = a.logs;
  map["script"] = a.script;
  map["script_program"] = list_of(a.script_program);
  map["environment"] = list_of(a.environment);
  map["time"] = a.limits.time;
  map["grace"] = a.limits.grace;
  map["memory"] = static_cast<std::int64_t>(a.limits.memory);
  map["tries"] = a.delivery.tries;
  map["pause"] = a.delivery.pause;
  map["disk_bytes"] = static_cast<std::int64_t>(a.disk.bytes);
  map["disk_names"] = a.disk.names_percent;
  return Value(std::move(map)).json();
}

Result<Assignment> parse_assignment(std::string_view json) {
  const Value value = TRY(parse_json(json));
  Assignment a;
  a.task = integer_of(value["task"]);
  a.workspace = text_of(value["workspace"]);
  a.store = text_of(value["store"]);
  a.lock_path = text_of(value["lock_path"]);
  a.sources = texts_of(value["sources"]);
  a.drafts = text_of(value["drafts"]);
  a.ready = text_of(value["ready"]);
  a.logs = text_of(value["logs"]);
  a.script = text_of(value["script"]);
  a.script_program = texts_of(value["script_program"]);
  a.environment = texts_of(value["environment"]);
  a.limits.time = integer_of(value["time"]);
  a.limits.grace = integer_of(value["grace"]);
  a.limits.memory = static_cast<std::uint64_t>(integer_of(value["memory"]));
  a.delivery.tries = static_cast<int>(integer_of(value["tries"]));
  a.delivery.pause = integer_of(value["pause"]);
  a.disk.bytes = static_cast<std::uint64_t>(integer_of(value["disk_bytes"]));
  a.disk.names_percent = integer_of(value["disk_names"]);
  if (a.task <= 0 || a.store.empty() || a.lock_path.empty()) {
    return Error{Code::invalid_argument, "an assignment without a task or a store",
                 "`supervise` is started by `lunokhod process`, not by hand"};
  }
  return a;
}

std::vector<std::string> base_environment(const Config& config) {
  static constexpr std::array<const char*, 11> needed = {
      "PATH", "HOME", "USER", "LOGNAME", "LANG", "LC_MESSAGES", "LUNOKHOD_LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR"};
  std::vector<std::string> environment;
  const auto add = [&](const std::string& name) {
    if (config.environment_values.count(name)) return;
    if (const char* value = std::getenv(name.c_str())) environment.push_back(name + "=" + value);
  };
  for (const char* name : needed) add(name);
  for (const std::string& name : config.environment_allow) add(name);
  for (const auto& [name, value] : config.environment_values) environment.push_back(name + "=" + value);
  return environment;
}

}  // namespace lunokhod::engine
