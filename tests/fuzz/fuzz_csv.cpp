// Csv of any bytes: never a crash, and the frame made at once holds the same values as the one made of cells in chunks.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>

#include "csv/csv_reader.hpp"
#include "lunokhod/sheets/source.hpp"

using namespace lunokhod;

namespace {

std::shared_ptr<sheets::Reader> reader_of(std::string_view bytes) {
  auto reader = sheets::CsvReader::open(sheets::csv::Input(sheets::Content{"fuzz.csv", nullptr, bytes}), {});
  return reader.ok() ? std::shared_ptr<sheets::Reader>(*std::move(reader)) : nullptr;
}

void require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto reader = reader_of(bytes);
  if (!reader) return 0;
  auto source = sheets::SheetSource::open(reader, "fuzz.csv", {});
  require(source.ok());
  const auto whole = source->frame();
  auto again = sheets::SheetSource::open(reader_of(bytes), "fuzz.csv", {});
  std::size_t row = 0;
  const auto done = again->chunks(50, {}, [&](Frame chunk) -> Result<bool> {
    if (!whole.ok()) return true;
    for (std::size_t i = 0; i < chunk.height(); ++i) {
      // Rows that hold only surplus fields are rows of cells, but not of the frame.
      while (row < whole->height() && whole->origin().rows[row] < chunk.origin().rows[i]) ++row;
      if (row == whole->height() || whole->origin().rows[row] != chunk.origin().rows[i]) continue;
      for (std::size_t column = 0; column < chunk.width(); ++column) {
        const auto other = whole->find(chunk.column(column).name);
        if (other.ok()) require(whole->column(*other).display(row) == chunk.column(column).display(i));
      }
    }
    return true;
  });
  require(done.ok() == whole.ok());
  return 0;
}
