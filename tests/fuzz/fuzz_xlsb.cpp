// The records of a sheet part and of the shared strings, without the zip around them.
#include "cell_batch.hpp"
#include "drain.hpp"
#include "xlsb/sheet.hpp"

namespace {

class Ignore final : public lunokhod::sheets::CellSink {
 public:
  bool cells(std::span<const lunokhod::sheets::Cell>) override { return true; }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace lunokhod::sheets;  // NOLINT
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  auto pool = std::make_shared<lunokhod::TextPool>();
  xlsx::TextStore texts(pool, 1 << 26);
  const std::vector<lunokhod::TextRef> strings{texts.add("a"), texts.add("b")};
  const std::vector<NumberKind> styles{NumberKind::number, NumberKind::date};
  xlsb::RecordReader records(std::make_unique<zip::MemorySource>(bytes));
  Ignore sink;
  CellBatch batch(sink, {});
  (void)xlsb::SheetParser(records, {strings, styles, texts}, batch).parse();
  return 0;
}
