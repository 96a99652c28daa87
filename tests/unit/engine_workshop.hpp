// A workspace for tests of passes, in which "scripts" are shell scripts and supervisors are the test program again.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <stdexcept>
#include <string>

#include "lunokhod/engine/pass.hpp"
#include "lunokhod/engine/supervisor.hpp"
#include "lunokhod/platform/file_system.hpp"
#include "lunokhod/platform/signals.hpp"
#include "temporary_folder.hpp"

namespace lunokhod::engine {

class Workshop {
 public:
  explicit Workshop(const std::string& store = "") {
    config = *config_from(Value(Value::Map{}), folder.path());
    config.disk = {0, 0};
    config.delivery = {2, 1000};
    config.limits.grace = 300'000;
    if (!store.empty()) config.store = store;
    // lunokhod script --workspace W --script S --outcome-fd 3
    program = folder.write("program.sh", ". \"$4\"\n");
  }

  // A shell script in place of a client's Lua; $D is its draft's path without an ending.
  void script(const std::string& client, const std::string& body, const std::string& name = "processing.lua") {
    folder.write("clients/distributors/" + client + "/" + name,
                 "D=\"$TASK_DRAFTS/${TASK_CLIENT}_id${TASK_ID}_made\"\n" + body + "\n");
  }
  std::int64_t task(const std::string& client, const std::string& file = "in.csv") {
    if (file == "in.csv") folder.write(file, "x");
    return registry().add({file, "Дистрибьютор", client, "sales", 2025, 12}).value();
  }
  Registry registry() {
    auto opened = Registry::open(config.store, clock, Registry::Mode::create);
    if (!opened.ok()) throw std::runtime_error(opened.error().text());
    return std::move(*opened);
  }
  PassResult pass(std::optional<std::int64_t> only = {}) {
    PassOptions options;
    options.jobs = 2;
    options.task = only;
    options.script_program = {"/bin/sh", program};
    options.supervisor_program = {"/proc/self/exe"};  // this test program again, see engine_workshop.cpp
    options.supervisor_environment = {"LUNOKHOD_TEST_SUPERVISOR=1"};
    auto result = run_pass(config, options, clock);
    if (!result.ok()) throw std::runtime_error(result.error().text());
    return std::move(*result);
  }
  Task row(std::int64_t id) { return registry().task(id).value().value(); }
  std::vector<std::string> ready() { return names(config.ready); }
  std::vector<std::string> drafts() { return names(config.drafts); }

  testing::TemporaryFolder folder;
  SystemClock clock;
  Config config;
  std::string program;

 private:
  static std::vector<std::string> names(const std::string& path) {
    std::vector<std::string> list;
    const auto entries = list_folder(path);
    if (entries.ok()) {
      for (const FolderEntry& entry : *entries) list.push_back(entry.name);
    }
    return list;
  }
};

}  // namespace lunokhod::engine
