// Any bytes through the door, every sheet of whatever they are.
#include <cstdint>
#include <memory>
#include <string>

#include "readers.hpp"

using namespace lunokhod;
using namespace lunokhod::sheets;

namespace {

class Nowhere final : public CellSink {
 public:
  bool cells(std::span<const Cell> batch) override {
    count += batch.size();
    return count < 1'000'000;
  }
  std::size_t count = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = std::make_shared<const std::string>(reinterpret_cast<const char*>(data), size);
  auto reader = open_content({"", bytes, *bytes}, {});
  if (!reader) return 0;
  for (std::size_t sheet = 0; sheet < (*reader)->sheets().size() && sheet < 8; ++sheet) {
    Nowhere sink;
    (void)(*reader)->read(sheet, {}, sink).ok();
  }
  return 0;
}
