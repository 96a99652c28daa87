// content.xml of an ods, without the zip around it: flat XML goes through the same parser.
#include "drain.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (!bytes.starts_with("PK")) lunokhod::fuzz::drain(lunokhod::sheets::open_ods, bytes);
  return 0;
}
