#include "drain.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  lunokhod::fuzz::drain(lunokhod::sheets::open_xls, {reinterpret_cast<const char*>(data), size});
  return 0;
}
