// What a script gets of Lua's own library. Left out or changed: io, os but for time, date, clock and difftime, package,
// debug but for traceback, dofile, loadfile, string.dump; load takes text chunks only; setmetatable refuses __gc, since
// a finalizer runs where nothing can stop it.
#pragma once

#include <lua.hpp>

#include "state.hpp"

namespace lunokhod::host {

void open_standard_library(State& state);
// For configuration files: the same without coroutines and print.
void open_configuration_library(State& state);

// Replaces resume and wrap by ones that tell the state which coroutine runs. The table is on top of the stack.
void replace_resume(State& state);

}  // namespace lunokhod::host
