// What became of a script's process, in the registry's words.
#pragma once

#include "lunokhod/engine/assignment.hpp"
#include "script_run.hpp"
#include "source_check.hpp"

namespace lunokhod::engine {

// Empty: it ended well, and its drafts decide.
std::optional<Refusal> verdict_of(const ScriptEnding& ending, const Assignment& assignment);

}  // namespace lunokhod::engine
