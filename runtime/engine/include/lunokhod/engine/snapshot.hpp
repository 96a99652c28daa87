// new_files_registry.csv: what this pass found to do, for people and for scripts to read (utf-8 with BOM, ';').
#pragma once

#include <string>
#include <vector>

#include "lunokhod/base/error.hpp"
#include "lunokhod/engine/task.hpp"

namespace lunokhod::engine {

struct SnapshotRow {
  Task task;
  std::string script;
};

// One NO_TASKS row when there is nothing to do.
std::string snapshot_text(const std::vector<SnapshotRow>& rows);
Result<void> write_snapshot(const std::string& path, const std::vector<SnapshotRow>& rows);

}  // namespace lunokhod::engine
