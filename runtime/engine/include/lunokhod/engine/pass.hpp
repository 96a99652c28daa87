// One pass over the registry, as the OS scheduler starts it every quarter of an hour: what is pending, oldest first,
// each task in the hands of a supervisor, N at once. One pass at a time per registry; a pass that finds another says
// so.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "lunokhod/base/clock.hpp"
#include "lunokhod/base/error.hpp"
#include "lunokhod/engine/assignment.hpp"
#include "lunokhod/engine/config.hpp"
#include "lunokhod/engine/registry.hpp"

namespace lunokhod::engine {

struct PassProgress {
  std::size_t total = 0, finished = 0, running = 0;
  std::string latest;  // the file that was begun last
};

struct PassOptions {
  int jobs = 0;  // 0: of the configuration, else as many as cores
  std::optional<std::int64_t> task;
  bool dry_run = false;
  std::string program;  // this binary: it is the supervisor and the script's host
  std::function<void(const PassProgress&)> progress;
  // In place of the binary, for tests.
  std::vector<std::string> supervisor_program, supervisor_environment, script_program;
};

struct PassRow {
  Task task;
  std::optional<Run> run;  // of this pass
  std::string script;      // dry run: what would run
  std::string note;        // "would run", "under way elsewhere", …
};

struct PassResult {
  bool busy = false;         // another pass holds the registry
  bool interrupted = false;  // asked to stop: what had not begun stays as it was
  std::vector<PassRow> rows;
  std::int64_t wall = 0;

  std::size_t count(std::string_view status) const;
  bool all_well() const;  // nothing ended as ERROR
};

Result<PassResult> run_pass(const Config& config, const PassOptions& options, Clock& clock);

}  // namespace lunokhod::engine
