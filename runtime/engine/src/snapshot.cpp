#include "lunokhod/engine/snapshot.hpp"

#include <initializer_list>

#include "lunokhod/platform/files.hpp"

namespace lunokhod::engine {
namespace {

void append_field(std::string& out, std::string_view text) {
  if (text.find_first_of(";\"\r\n") == std::string_view::npos) {
    out += text;
    return;
  }
  out += '"';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

void append_line(std::string& out, std::initializer_list<std::string_view> fields) {
  bool first = true;
  for (const std::string_view field : fields) {
    if (!first) out += ';';
    first = false;
    append_field(out, field);
  }
  out += "\r\n";
}

}  // namespace

std::string snapshot_text(const std::vector<SnapshotRow>& rows) {
  std::string out = "\xEF\xBB\xBF";
  append_line(out, {"id", "file_path", "status", "data_provider", "report_year", "report_month", "client_name",
                    "report_type", "uploaded_at", "created_at", "script"});
  if (rows.empty()) append_line(out, {"", "", "NO_TASKS", "", "", "", "", "", "", "", ""});
  for (const SnapshotRow& row : rows) {
    const Task& task = row.task;
    append_line(out,
                {std::to_string(task.id), task.file_path, task.status, task.data_provider, task.report_year,
                 task.report_month, task.client_name, task.report_type, task.uploaded_at, task.created_at, row.script});
  }
  return out;
}

Result<void> write_snapshot(const std::string& path, const std::vector<SnapshotRow>& rows) {
  // Written anew at every pass: an atomic rename is enough, a power cut costs nothing.
  AtomicFile file = TRY(AtomicFile::create(path));
  CHECKED(file.write(snapshot_text(rows)));
  return file.commit(false);
}

}  // namespace lunokhod::engine
