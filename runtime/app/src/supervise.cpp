// lunokhod supervise: the guardian of one run, started by `process` and never by hand. Its assignment comes through an
// inherited descriptor.
#include "lunokhod/engine/supervisor.hpp"

#include "lunokhod/platform/signals.hpp"
#include "verb_functions.hpp"

namespace lunokhod::app {
namespace {

constexpr std::size_t largest_assignment = std::size_t{4} << 20;

Result<int> supervise(Context& context, const Arguments& arguments) {
  const auto descriptor = TRY(arguments.integer("assignment-fd"));
  if (!descriptor || *descriptor < 3 || *descriptor > 1000) {
    return Error{Code::invalid_argument, "supervise is started by `lunokhod process`, not by hand"};
  }
  const Descriptor text(static_cast<int>(*descriptor));
  const std::string json = TRY(read_memory_file(text.get(), largest_assignment));
  const engine::Assignment assignment = TRY(engine::parse_assignment(json));
  return engine::supervise(assignment, *context.clock);
}

}  // namespace

int run_supervise(Context& context, const Arguments& arguments) {
  const auto result = supervise(context, arguments);
  return result.ok() ? *result : fail(result.error());
}

}  // namespace lunokhod::app
