// Words in, exit code out. The only file that knows every room: it gives the verbs a clock and a script host.
#include <clocale>
#include <cstdio>
#include <string>
#include <vector>

#include "arguments.hpp"
#include "lunokhod/app/help.hpp"
#include "lunokhod/app/verb.hpp"
#include "lunokhod/base/text.hpp"
#include "lunokhod/base/version.hpp"
#include "lunokhod/host/host.hpp"
#include "lunokhod/platform/memory.hpp"

namespace lunokhod {
namespace {

int unknown_verb(const std::string& word) {
  std::vector<std::string> names;
  for (const app::Verb& verb : app::verbs())
    if (!verb.hidden) names.emplace_back(verb.name);
  const auto near = text::nearest(word, names);
  return app::fail({Code::invalid_argument, "there is no verb \"" + word + "\"",
                    near.empty() ? "`lunokhod --help` lists them" : "did you mean " + text::join(near, ", ") + "?"});
}

int run(int count, char** words) {
  const std::string first = count > 1 ? words[1] : "--help";
  if (first == "--version" || first == "-V") return std::printf("lunokhod %s\n", version) < 0;
  if (first == "--help" || first == "-h" || first == "help") {
    std::fputs(app::help_of_program().c_str(), stdout);
    return 0;
  }
  for (const app::Verb& verb : app::verbs()) {
    if (verb.name != first) continue;
    std::vector<std::string> rest(words + 2, words + count);
    if (!rest.empty() && (rest[0] == "--help" || rest[0] == "-h")) {
      std::fputs(app::help_of(verb).c_str(), stdout);
      return 0;
    }
    auto arguments = cli::parse(verb, std::move(rest));
    if (!arguments.ok()) return app::fail(arguments.error());
    SystemClock clock;
    app::Context context;
    context.program = "/proc/self/exe";
    context.clock = &clock;
    context.make_host = host::make_host;
    return verb.run(context, *arguments);
  }
  return unknown_verb(first);
}

}  // namespace
}  // namespace lunokhod

int main(int count, char** words) {
  lunokhod::app::choose_language();
  lunokhod::keep_freed_memory();
  return lunokhod::app::guarded([&] { return lunokhod::run(count, words); });
}
