// What the engine needs of a scripting language; bindings/host implements it with Lua. The engine never sees lua.h.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "lunokhod/base/error.hpp"
#include "lunokhod/base/value.hpp"

namespace lunokhod::engine {

struct ScriptCall {
  std::string path;                    // the script
  std::vector<std::string> arguments;  // `arg` in Lua
  std::string workspace;               // root of fs; module search: <workspace>/scripts, the script's own folder
  Value task;                          // null, or a map: id, file, file_path, client_name, data_provider, report_type,
                                       // report_year, report_month, drafts, workspace … = the Lua value `task`
  std::uint64_t memory_limit = 0;      // bytes of Lua heap; 0: none
  std::function<void(std::string_view level, std::string_view message)> log;  // lines of the log module
};

struct ScriptResult {
  Value value;                      // what the script returned
  std::string shown;                // the same for people (frames as a table)
  std::vector<std::string> drafts;  // files made by task:report
  std::int64_t rows = 0;            // rows of those drafts
  std::int64_t problems = 0;        // problems of those frames
};

// What a script raised: the error, and the traceback kept apart from its message.
struct ScriptError {
  Error error;
  std::string traceback;
};

class ScriptHost {
 public:
  virtual ~ScriptHost() = default;
  // Evaluates a file that returns data (lunokhod.lua): no modules but env, a step limit, text chunks only.
  virtual Result<Value> evaluate(const std::string& path) = 0;
  // Compiles only: Code::syntax with file and line.
  virtual Result<void> check(const std::string& path) = 0;
  // Runs a script in this process. `failure` is filled when the result is an error.
  virtual Result<ScriptResult> run(const ScriptCall& call, ScriptError* failure) = 0;
  // Safe from a signal handler: the running script raises Code::cancelled at its next instruction.
  virtual void cancel() noexcept = 0;
};

}  // namespace lunokhod::engine
