// What lunokhod.lua says, checked: an unknown key is an error with the nearest known ones, and every path is absolute.
//
//   return {
//     store = "registry.sqlite",                  -- or "postgres://user@host/base"
//     providers = { ["Дистрибьютор"] = "distributors", ["Сеть"] = "nets" },
//     sources = { "/mnt/share" },                 -- absent or empty: not mounted, nothing under it counts as deleted
//     clients = "clients", drafts = "Итоговые отчёты", ready = "Данные на загрузку",
//     snapshot = "new_files_registry.csv", logs = "logs",
//     jobs = 2, time_limit = "30m", grace = "10s", memory_limit = "2G",
//     per_client = { ["Client_01"] = { time_limit = "5m", memory_limit = "1G" } },
//     cleanup = { strategy = "age", age = "60m" },          -- "age", "all" or "none"
//     delivery = { tries = 5, pause = "4s" },
//     free_disk = { bytes = "500M", names_percent = 5 },
//     environment = { allow = { "PVZ_ID" }, values = { ENV_MODE = "test" } },
//   }
// Every key may be left out. Durations are "90s" "15m" "2h" "1d" or a number of seconds.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "lunokhod/base/error.hpp"
#include "lunokhod/base/value.hpp"

namespace lunokhod::engine {

class ScriptHost;

struct RunLimits {
  std::int64_t time = 30LL * 60 * 1'000'000;  // microseconds
  std::int64_t grace = 10LL * 1'000'000;      // between the request to stop and the end by force
  std::uint64_t memory = std::uint64_t{2} << 30;
};

struct DeliveryRules {
  int tries = 5;
  std::int64_t pause = 4'000'000;  // microseconds
};

struct DiskGuard {
  std::uint64_t bytes = std::uint64_t{500} << 20;
  std::int64_t names_percent = 5;
};

enum class Cleanup : std::uint8_t { age, all, none };

struct Config {
  std::string workspace;
  std::string store;  // absolute path, or a postgres address
  std::map<std::string, std::string, std::less<>> providers{{"Дистрибьютор", "distributors"}, {"Сеть", "nets"}};
  std::vector<std::string> sources;
  std::string clients, drafts, ready, snapshot, logs;
  int jobs = 0;  // 0: as many as cores
  RunLimits limits;
  std::map<std::string, RunLimits, std::less<>> per_client;
  Cleanup cleanup = Cleanup::age;
  std::int64_t cleanup_age = 60LL * 60 * 1'000'000;
  DeliveryRules delivery;
  DiskGuard disk;
  std::vector<std::string> environment_allow;  // besides the few every program needs
  std::map<std::string, std::string, std::less<>> environment_values;

  const RunLimits& limits_of(std::string_view client) const;
  std::string lock_path() const;  // beside a SQLite store, so that two workspaces of one registry share it
};

inline constexpr std::string_view config_name = "lunokhod.lua";

Result<Config> load_config(ScriptHost& host, const std::string& workspace);
Result<Config> config_from(const Value& value, const std::string& workspace);

}  // namespace lunokhod::engine
