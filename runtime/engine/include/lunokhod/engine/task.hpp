// One row of the file registry, and the words of its public contract.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace lunokhod::engine {

namespace status {
inline constexpr std::string_view fresh = "NEW", processing = "PROCESSING", created = "CREATED", error = "ERROR",
                                  gone = "DELETE";
}

// error_reason; RETURN_CODE_n carries the number.
namespace reason {
inline constexpr std::string_view no_script = "NO_SCRIPT_FOUND", no_output = "NO_OUTPUT_FILE", timeout = "TIMEOUT",
                                  locked = "LOCKED", no_space = "NO_SPACE", path_too_long = "PATH_TOO_LONG",
                                  launch = "LAUNCH_ERROR", return_code = "RETURN_CODE_";
}

struct Task {
  std::int64_t id = 0;
  std::string file_path;  // as the registry has it; relative ones are under the workspace
  std::string status, error_reason, error_detail;
  std::string data_provider, report_year, report_month, client_name, report_type;
  std::string uploaded_at, created_at;
  // Ours, beside the public columns.
  std::string report_path;  // delivered reports, "; " between several
  std::int64_t report_rows = 0, problems = 0, run_id = 0;

  bool is_pending() const { return status == status::fresh || status == status::processing || status == status::error; }
};

}  // namespace lunokhod::engine
