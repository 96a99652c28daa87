// The test program started as a supervisor: decided before main, because gtest owns main.
#include "engine_workshop.hpp"

#include <cstdlib>

namespace lunokhod::engine {
namespace {

struct SupervisorInstead {
  SupervisorInstead() {
    if (!std::getenv("LUNOKHOD_TEST_SUPERVISOR")) return;
    SystemClock clock;
    ::_exit(supervise(Channel(Descriptor(3)), nullptr, clock));
  }
};
const SupervisorInstead supervisor_instead;

}  // namespace
}  // namespace lunokhod::engine
