#include "verdict.hpp"

#include <fmt/format.h>

#include "lunokhod/platform/file_system.hpp"

namespace lunokhod::engine {
namespace {

Refusal failed(std::string reason, std::string detail) {
  return {std::string(status::error), std::move(reason), std::move(detail)};
}

std::string seconds(std::int64_t microseconds) {
  if (microseconds % 60'000'000 == 0) return fmt::format("{} min", microseconds / 60'000'000);
  return fmt::format("{} s", static_cast<double>(microseconds) / 1e6);
}

std::string last_place(const ScriptEnding& ending) {
  if (!ending.outcome || ending.outcome->where.empty()) return {};
  return fmt::format(", it was at {}", ending.outcome->where);
}

Refusal timed_out(const ScriptEnding& ending, const Assignment& assignment) {
  return failed(
      std::string(reason::timeout),
      fmt::format("the script did not end within {} and was stopped with everything it had started{}: look for a loop "
                  "without an end in {}, or raise time_limit in lunokhod.lua",
                  seconds(assignment.limits.time), last_place(ending), file_name(assignment.script)));
}

Refusal ended_by_signal(const ScriptEnding& ending, const Assignment& assignment) {
  const int number = ending.ending.signal;
  return failed(
      fmt::format("{}{}", reason::return_code, 128 + number),
      fmt::format("the script's process was ended by {}: somebody ended it, or the machine had no memory left; the "
                  "log of the run shows how far {} came",
                  process::signal_name(number), file_name(assignment.script)));
}

Refusal returned(const ScriptEnding& ending, const Assignment& assignment) {
  const int code = ending.ending.exit_code;
  std::string reason = fmt::format("{}{}", reason::return_code, code);
  if (!ending.outcome || !ending.outcome->has_error()) {
    return failed(std::move(reason),
                  fmt::format("{} ended with code {} and said no more: the log of the run shows its output",
                              file_name(assignment.script), code));
  }
  if (ending.outcome->code == "no_space") reason = reason::no_space;
  if (ending.outcome->code == "path_too_long") reason = reason::path_too_long;
  if (ending.outcome->code == "locked") reason = reason::locked;
  return failed(std::move(reason), ending.outcome->sentence());
}

}  // namespace

std::optional<Refusal> verdict_of(const ScriptEnding& ending, const Assignment& assignment) {
  if (ending.stop == Stop::time_limit) return timed_out(ending, assignment);
  // A pass that was stopped has no opinion on the task: it is new again.
  if (ending.stop == Stop::interrupted) return Refusal{std::string(status::fresh), "", ""};
  if (ending.ending.signal != 0) return ended_by_signal(ending, assignment);
  if (ending.ending.exit_code != 0) return returned(ending, assignment);
  return std::nullopt;
}

}  // namespace lunokhod::engine
