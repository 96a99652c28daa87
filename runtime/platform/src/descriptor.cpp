#include "lunokhod/platform/descriptor.hpp"

#include <unistd.h>

namespace lunokhod {

void Descriptor::reset() noexcept {
  if (number_ >= 0) ::close(std::exchange(number_, -1));
}

}  // namespace lunokhod
