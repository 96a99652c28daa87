// Any bytes as a styles part.
#include <cstdint>

#include "xlsx/styles.hpp"

using namespace lunokhod;
using namespace lunokhod::sheets;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto window =
      xml::Window::open(std::make_unique<zip::MemorySource>(std::string(reinterpret_cast<const char*>(data), size)));
  if (window) (void)xlsx::read_styles(*window).ok();
  return 0;
}
