// A sink that keeps every cell of a sheet as text, for tests: cells["B7"].
#pragma once

#include <map>
#include <string>

#include "lunokhod/frame/frame.hpp"
#include "lunokhod/sheets/workbook.hpp"

namespace lunokhod::testing {

class CollectedCells final : public sheets::CellSink {
 public:
  explicit CollectedCells(const sheets::Reader& reader) : reader_(reader) {}

  bool cells(std::span<const sheets::Cell> batch) override {
    for (const sheets::Cell& cell : batch) {
      const std::string address = column_letters(cell.column) + std::to_string(cell.row + 1);
      if (cell.kind == CellKind::text)
        texts[address] = reader_.pool()->view(TextRef{cell.word});
      else
        others[address] = cell;
    }
    return true;
  }

  std::map<std::string, std::string> texts;
  std::map<std::string, sheets::Cell> others;

 private:
  const sheets::Reader& reader_;
};

}  // namespace lunokhod::testing
