// logs/lunokhod.log: one line per step of passes and runs, from every process of the workspace. Past 10 MB the file is
// set aside as lunokhod.log.1. A log that cannot be written stops nothing.
#pragma once

#include <string>
#include <string_view>

#include "lunokhod/base/clock.hpp"
#include "lunokhod/platform/descriptor.hpp"

namespace lunokhod::engine {

class WorkspaceLog {
 public:
  WorkspaceLog(const std::string& logs_folder, Clock& clock);
  void info(std::string_view text) { write("INFO", text); }
  void warn(std::string_view text) { write("WARN", text); }
  void error(std::string_view text) { write("ERROR", text); }
  void rotate();  // by the orchestrator, at the start of a pass

 private:
  void write(std::string_view level, std::string_view text);
  std::string path_;
  Clock* clock_;
  Descriptor file_;
};

}  // namespace lunokhod::engine
