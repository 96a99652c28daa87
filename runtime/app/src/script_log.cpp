#include "script_log.hpp"

#include <fmt/format.h>

#include <cstdio>

#include "lunokhod/base/calendar.hpp"
#include "lunokhod/base/language.hpp"

namespace lunokhod::app {

void write_log_line(const Clock& clock, std::string_view level, std::string_view message) {
  std::string line =
      fmt::format("{} {:<5} ", calendar::format(local_from_utc(clock.now_microseconds()), "hh:nn:ss"), level);
  for (const char c : translated(message)) {
    line += c;
    if (c == '\n') line.append(15, ' ');
  }
  line += '\n';
  std::fwrite(line.data(), 1, line.size(), stderr);
}

void write_failure(const Clock& clock, const engine::ScriptError& failure) {
  std::string text = failure.error.text();
  if (!failure.traceback.empty()) text += "\n" + failure.traceback;
  write_log_line(clock, "error", text);
}

}  // namespace lunokhod::app
