// Lines of a script's log on stderr, and its failure with the traceback.
#pragma once

#include <string>
#include <string_view>

#include "lunokhod/base/clock.hpp"
#include "lunokhod/engine/script_host.hpp"

namespace lunokhod::app {

// "10:15:00 info  message"; the following lines of a message are indented. One write per line: nothing interleaves.
void write_log_line(const Clock& clock, std::string_view level, std::string_view message);
// The error in one line and its traceback below.
void write_failure(const Clock& clock, const engine::ScriptError& failure);

}  // namespace lunokhod::app
