// One verb of the command line = one row of the table in verbs.cpp and one file in src/. Help, completion and parsing
// come from the table, so they cannot lie. A verb writes data to stdout, log and progress to stderr, and returns an
// exit code.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lunokhod/base/clock.hpp"
#include "lunokhod/base/error.hpp"
#include "lunokhod/engine/script_host.hpp"

namespace lunokhod::app {

struct Option {
  std::string_view name;         // "workspace" for --workspace
  std::string_view placeholder;  // "DIR"; "" for a flag
  std::string_view help;
  std::string_view values = "";  // "NEW PROCESSING …" when closed; "FILE" or "DIR" let the shell complete paths
};

struct Positional {
  std::string_view name;  // "FILE"
  std::string_view help;
  bool required = true;
  bool many = false;  // takes the rest, options included (run SCRIPT [args])
};

// What the parser found, by the names of the table.
class Arguments {
 public:
  std::map<std::string, std::string, std::less<>> options;  // flags hold "true"
  std::vector<std::string> positionals;

  bool flag(std::string_view name) const { return options.find(name) != options.end(); }
  std::optional<std::string> text(std::string_view name) const;
  std::string text_or(std::string_view name, std::string_view fallback) const;
  Result<std::optional<std::int64_t>> integer(
      std::string_view name) const;  // invalid_argument when it is no whole number
};

// Handed to every verb by main.cpp, the composition root.
struct Context {
  std::string program;  // the path of this binary, for child processes
  Clock* clock = nullptr;
  std::function<std::unique_ptr<engine::ScriptHost>()> make_host;  // made only by verbs that need it: start stays fast
};

struct Verb {
  std::string_view name;
  std::string_view summary;  // one line
  std::vector<Positional> positionals;
  std::vector<Option> options;
  std::vector<std::string_view> examples;
  int (*run)(Context& context, const Arguments& arguments);
  bool hidden = false;                      // for child processes of ours
  std::vector<std::string_view> actions{};  // sub-words: tasks list|show|add…; the first positional then
};

std::span<const Verb> verbs();

// Prints `lunokhod: …` with the hint to stderr (one JSON line {"error":{code,message,hint}} when `json`) and returns
// the exit code.
// A sentence for a person, in the reader's language, to standard error.
void say(std::string_view message);
void choose_language();  // of the environment; before the first message

int fail(const Error& error, bool json = false);
// The exit code of the work, also when it throws: memory that is not there, or a bug of ours.
int guarded(const std::function<int()>& work) noexcept;

}  // namespace lunokhod::app
