// Opens bytes with one reader and reads every sheet as scripts may: whole, with formulas, then a few rows and columns.
#pragma once

#include <cstdlib>

#include "lunokhod/base/text.hpp"
#include "readers.hpp"

namespace lunokhod::fuzz {

class CountingSink final : public sheets::CellSink {
 public:
  explicit CountingSink(const sheets::Reader& reader) : reader_(reader) {}
  bool cells(std::span<const sheets::Cell> batch) override {
    for (const auto& cell : batch) {
      if (cell.row >= 1'048'576 || cell.column >= 16'384) std::abort();
      if (cell.kind != CellKind::text && cell.kind != CellKind::error) continue;
      if (!text::is_utf8(reader_.pool()->view(TextRef{cell.word}))) std::abort();
    }
    seen_ += batch.size();
    return seen_ < 1'000'000;
  }

 private:
  const sheets::Reader& reader_;
  std::size_t seen_ = 0;
};

using Factory = Result<std::unique_ptr<sheets::Reader>> (*)(const sheets::Content&, const sheets::OpenOptions&);

inline void drain(Factory open, std::string_view bytes) {
  auto reader = open({"fuzz", nullptr, bytes}, {});
  if (!reader.ok()) return;
  const std::vector<bool> columns{false, true, true};
  for (std::size_t sheet = 0; sheet < (*reader)->sheets().size() && sheet < 8; ++sheet) {
    CountingSink all(**reader), formulas(**reader), some(**reader);
    (void)(*reader)->read(sheet, {}, all);
    (void)(*reader)->read(sheet, {true}, formulas);
    (void)(*reader)->read(sheet, {false, 1, 3, &columns}, some);
  }
}

}  // namespace lunokhod::fuzz
