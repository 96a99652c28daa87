// Rows of our tables → structs.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "lunokhod/base/value.hpp"
#include "lunokhod/engine/registry.hpp"

namespace lunokhod::engine {

inline constexpr std::array<std::string_view, 16> task_columns = {
    "id",          "file_path",    "status",      "error_reason", "error_detail", "data_provider",
    "report_year", "report_month", "client_name", "report_type",  "uploaded_at",  "created_at",
    "report_path", "report_rows",  "problems",    "run_id"};

// Nobody is running the row: never on SQLite, which has no leases. One parameter: our lock.
inline constexpr std::string_view row_is_free =
    "(lease_until IS NULL OR lease_until < CURRENT_TIMESTAMP OR run_lock = ?)";

std::int64_t integer_of(const Value& value);  // 0 for null
std::string text_of(const Value& value);      // "" for null; numbers as written
Task task_of(const std::vector<Value>& row);  // in the order of task_columns

inline constexpr std::string_view run_select =
    "id, task_id, state, reason, detail, script, log_path, log_tail, traceback, CAST(started_at AS TEXT), "
    "CAST(finished_at AS TEXT), exit_code, signal, rows, problems, wall_us, cpu_user_us, cpu_system_us, max_resident";
Run run_of(const std::vector<Value>& row);

}  // namespace lunokhod::engine
