#include "lunokhod/engine/config.hpp"

#include <fmt/format.h>

#include "config_reader.hpp"
#include "lunokhod/db/connection.hpp"
#include "lunokhod/engine/script_host.hpp"
#include "lunokhod/platform/file_system.hpp"

namespace lunokhod::engine {
namespace {

Result<void> read_limits(ConfigReader& reader, RunLimits& limits) {
  CHECKED(reader.duration("time_limit", limits.time));
  CHECKED(reader.duration("grace", limits.grace));
  CHECKED(reader.bytes("memory_limit", limits.memory));
  return {};
}

Result<void> read_clients_limits(const ConfigReader& parent, Config& config) {
  const Value::Map* clients = TRY(parent.map("per_client"));
  if (!clients) return {};
  for (const auto& [client, value] : *clients) {
    ConfigReader reader(value, "per_client[\"" + client + "\"]");
    RunLimits limits = config.limits;
    CHECKED(read_limits(reader, limits));
    CHECKED(reader.finish());
    config.per_client[client] = limits;
  }
  return {};
}

Result<void> read_cleanup(const ConfigReader& parent, Config& config) {
  ConfigReader reader = parent.child("cleanup");
  std::string strategy = "age";
  CHECKED(reader.text("strategy", strategy));
  CHECKED(reader.duration("age", config.cleanup_age));
  CHECKED(reader.finish());
  if (strategy == "age") {
    config.cleanup = Cleanup::age;
  } else if (strategy == "all") {
    config.cleanup = Cleanup::all;
  } else if (strategy == "none") {
    config.cleanup = Cleanup::none;
  } else {
    return reader.wrong("strategy", "\"age\", \"all\" or \"none\"");
  }
  return {};
}

Result<void> read_delivery(const ConfigReader& parent, Config& config) {
  ConfigReader reader = parent.child("delivery");
  std::int64_t tries = config.delivery.tries;
  CHECKED(reader.integer("tries", tries, 1, 100));
  config.delivery.tries = static_cast<int>(tries);
  CHECKED(reader.duration("pause", config.delivery.pause));
  return reader.finish();
}

Result<void> read_disk(const ConfigReader& parent, Config& config) {
  ConfigReader reader = parent.child("free_disk");
  CHECKED(reader.bytes("bytes", config.disk.bytes));
  CHECKED(reader.integer("names_percent", config.disk.names_percent, 0, 100));
  return reader.finish();
}

Result<void> read_environment(const ConfigReader& parent, Config& config) {
  ConfigReader reader = parent.child("environment");
  CHECKED(reader.texts("allow", config.environment_allow));
  CHECKED(reader.text_map("values", config.environment_values));
  CHECKED(reader.finish());
  for (const auto& [name, value] : config.environment_values) {
    if (name.empty() || name.find('=') != std::string::npos || (name + value).find('\0') != std::string::npos) {
      return Error{Code::configuration,
                   fmt::format("environment.values holds a name or value that no process may have: '{}'", name)};
    }
  }
  return {};
}

Result<void> read_folders(ConfigReader& reader, Config& config) {
  const auto folder = [&](std::string_view key, std::string& target, const char* usual) -> Result<void> {
    target = usual;
    CHECKED(reader.text(key, target));
    target = TRY(absolute_path(join_path(config.workspace, target)));
    return {};
  };
  CHECKED(folder("clients", config.clients, "clients"));
  CHECKED(folder("drafts", config.drafts, "Итоговые отчёты"));
  CHECKED(folder("ready", config.ready, "Данные на загрузку"));
  CHECKED(folder("snapshot", config.snapshot, "new_files_registry.csv"));
  CHECKED(folder("logs", config.logs, "logs"));
  CHECKED(reader.texts("sources", config.sources));
  for (std::string& root : config.sources) root = TRY(absolute_path(join_path(config.workspace, root)));
  if (config.drafts == config.ready) return reader.wrong("ready", "another folder than drafts");
  config.store = "registry.sqlite";
  CHECKED(reader.text("store", config.store));
  if (!db::is_postgres_address(config.store) && config.store.find("://") == std::string::npos) {
    config.store = TRY(absolute_path(join_path(config.workspace, config.store)));
  }
  return {};
}

}  // namespace

const RunLimits& Config::limits_of(std::string_view client) const {
  const auto found = per_client.find(client);
  return found == per_client.end() ? limits : found->second;
}

std::string Config::lock_path() const {
  return db::is_postgres_address(store) ? join_path(workspace, ".lunokhod/tasks.lock") : store + ".lock";
}

Result<Config> config_from(const Value& value, const std::string& workspace) {
  Config config;
  config.workspace = TRY(absolute_path(workspace));
  if (!value.as_map() && !(value.as_list() && value.as_list()->empty())) {
    return Error{Code::configuration, "lunokhod.lua must return a table, it returned " + std::string(value.kind()),
                 "begin with: return { store = \"registry.sqlite\" }", join_path(workspace, config_name)};
  }
  ConfigReader reader(value, "");
  CHECKED(read_folders(reader, config));
  CHECKED(reader.text_map("providers", config.providers));
  std::int64_t jobs = 0;
  CHECKED(reader.integer("jobs", jobs, 0, 256));
  config.jobs = static_cast<int>(jobs);
  CHECKED(read_limits(reader, config.limits));
  CHECKED(read_clients_limits(reader, config));
  CHECKED(read_cleanup(reader, config));
  CHECKED(read_delivery(reader, config));
  CHECKED(read_disk(reader, config));
  CHECKED(read_environment(reader, config));
  for (const char* section : {"per_client", "cleanup", "delivery", "free_disk", "environment"}) reader.know(section);
  CHECKED(reader.finish());
  return config;
}

Result<Config> load_config(ScriptHost& host, const std::string& workspace) {
  const std::string path = join_path(TRY(absolute_path(workspace)), config_name);
  if (!file_exists(path)) {
    return Error{Code::configuration, "this folder is no workspace: it has no lunokhod.lua",
                 "make one with `lunokhod init DIR`, or name it with --workspace DIR", workspace};
  }
  auto config = config_from(TRY(host.evaluate(path)), workspace);
  if (!config.ok() && config.error().where.empty()) config.error().where = path;
  return config;
}

}  // namespace lunokhod::engine
