// The Lua host: engine::ScriptHost with a state of its own per call. A script gets a trimmed standard library (text
// chunks only, no io, no programs, no debug beyond traceback), the native modules, `require` over the workspace, a cap
// on memory and a way to be stopped. One host serves one thread; cancel() may come from a signal handler of that
// thread.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "lunokhod/engine/script_host.hpp"

namespace lunokhod::host {

std::unique_ptr<engine::ScriptHost> make_host();

// Every native function a script can reach, as "module.name" and "class:name": what editor stubs are checked against.
std::vector<std::string> native_names();

}  // namespace lunokhod::host
