#include "drain.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  lunokhod::fuzz::drain(lunokhod::sheets::open_html, {reinterpret_cast<const char*>(data), size});
  return 0;
}
