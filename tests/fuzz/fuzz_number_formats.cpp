// Any text as the code of a number format; a quoted text in front never changes what it is.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "number_format.hpp"

using namespace lunokhod::sheets;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string code(reinterpret_cast<const char*>(data), size);
  if (number_kind(code) != number_kind("\"dd.mm\"" + code)) std::abort();
  if (number_kind(code) != number_kind("[Red]" + code)) std::abort();
  return 0;
}
