// What a reader delivers, as one line a test can compare, in the order of delivery:
//   A1=12 B1='word' A2=date:45000 B2=time:45000.5 C2=true D2=#N/A
// "=" after the address becomes "=f:" for a formula's value, "=f?" where it has none, "=h:" in a hidden row.
#pragma once

#include <fmt/core.h>

#include <bit>
#include <string>

#include "lunokhod/frame/frame.hpp"
#include "lunokhod/sheets/workbook.hpp"

namespace lunokhod::testing {

class CellText final : public sheets::CellSink {
 public:
  explicit CellText(const sheets::Reader& reader) : reader_(reader) {}

  bool cells(std::span<const sheets::Cell> batch) override {
    for (const sheets::Cell& cell : batch) add(cell);
    return true;
  }
  const std::string& line() const { return line_; }

 private:
  void add(const sheets::Cell& cell) {
    if (!line_.empty()) line_ += ' ';
    line_ += fmt::format("{}{}=", column_letters(cell.column), std::uint64_t{cell.row} + 1);
    if (cell.flags & sheets::CellFlag::hidden_row) line_ += "h:";
    if (cell.flags & sheets::CellFlag::formula_without_value) {
      line_ += "f?";
      return;
    }
    if (cell.flags & sheets::CellFlag::formula) line_ += "f:";
    const double number = std::bit_cast<double>(cell.word);
    switch (cell.kind) {
      case CellKind::empty:
        line_ += "empty";
        break;
      case CellKind::number:
        line_ += fmt::format("{}", number);
        break;
      case CellKind::date:
        line_ += fmt::format("{}:{}", cell.flags & sheets::CellFlag::has_time ? "time" : "date", number);
        break;
      case CellKind::text:
        line_ += fmt::format("'{}'", reader_.pool()->view(TextRef{cell.word}));
        break;
      case CellKind::error:
        line_ += reader_.pool()->view(TextRef{cell.word});
        break;
      case CellKind::boolean:
        line_ += cell.word ? "true" : "false";
        break;
    }
  }

  const sheets::Reader& reader_;
  std::string line_;
};

inline std::string cell_text(sheets::Reader& reader, std::size_t sheet = 0, const sheets::ReadOptions& options = {},
                             sheets::SheetDetails* details = nullptr) {
  CellText sink(reader);
  auto read = reader.read(sheet, options, sink);
  if (!read) return "error: " + read.error().text();
  if (details) *details = *read;
  return sink.line();
}

}  // namespace lunokhod::testing
