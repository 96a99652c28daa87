// lunokhod supervise: the guardian of runs, started by `process` and never by hand. Its assignments come through an
// inherited channel.
#include "lunokhod/engine/supervisor.hpp"

#include "verb_functions.hpp"

namespace lunokhod::app {
namespace {

Result<int> supervise(Context& context, const Arguments& arguments) {
  const auto descriptor = TRY(arguments.integer("orders-fd"));
  if (!descriptor || *descriptor < 3 || *descriptor > 1000) {
    return Error{Code::invalid_argument, "supervise is started by `lunokhod process`, not by hand"};
  }
  const auto script = [&](const std::string& workspace, const std::string& path, int outcome) {
    Arguments words;
    words.options = {{"workspace", workspace}, {"script", path}, {"outcome-fd", std::to_string(outcome)}};
    return guarded([&] { return run_script(context, words); });
  };
  return engine::supervise(Channel(Descriptor(static_cast<int>(*descriptor))), script, *context.clock);
}

}  // namespace

int run_supervise(Context& context, const Arguments& arguments) {
  const auto result = supervise(context, arguments);
  return result.ok() ? *result : fail(result.error());
}

}  // namespace lunokhod::app
