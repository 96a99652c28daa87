// Any bytes as a shared strings part.
#include <cstdint>
#include <cstdlib>

#include "lunokhod/base/text.hpp"
#include "xlsx/shared_strings.hpp"

using namespace lunokhod;
using namespace lunokhod::sheets;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto pool = std::make_shared<TextPool>();
  xlsx::TextStore store(pool, std::uint64_t{64} << 20);
  auto window =
      xml::Window::open(std::make_unique<zip::MemorySource>(std::string(reinterpret_cast<const char*>(data), size)));
  if (!window) return 0;
  const auto strings = xlsx::read_shared_strings(*window, store);
  if (!strings) return 0;
  for (const TextRef text : *strings) {
    if (!text::is_utf8(pool->view(text))) std::abort();
  }
  return 0;
}
