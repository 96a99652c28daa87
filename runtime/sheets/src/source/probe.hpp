// The first rows of a sheet that hold anything, as text: what the search for the header looks at.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "lunokhod/sheets/workbook.hpp"
#include "source/range.hpp"

namespace lunokhod::sheets {

struct ProbeCell {
  std::uint16_t column = 0;
  CellKind kind = CellKind::empty;
  std::string text;  // as people read it, trimmed, line ends turned into spaces
};

struct ProbeRow {
  std::uint32_t row = 0;         // 0-based
  std::vector<ProbeCell> cells;  // in the order of columns, none empty

  const ProbeCell* at(std::uint32_t column) const;
};

class Probe final : public CellSink {
 public:
  static constexpr std::size_t rows_searched = 50;  // for the header's first row
  static constexpr std::size_t rows_kept = rows_searched + 6;

  Probe(const Reader& reader, const Range& range) : reader_(reader), range_(range) {}
  bool cells(std::span<const Cell> batch) override;
  // To be called when reading is over: puts rows and cells in order, drops the repeated (last wins).
  std::vector<ProbeRow> rows();

 private:
  const Reader& reader_;
  Range range_;
  std::vector<ProbeRow> rows_;
  std::size_t cells_ = 0;
};

// What a cell shows: numbers shortest, dates ISO, booleans TRUE and FALSE.
std::string cell_text(const Cell& cell, const TextPool& pool, bool base_1904);

// Days and times of a date cell; empty where the serial is no date.
std::optional<std::int64_t> cell_microseconds(std::uint64_t word, bool base_1904);

}  // namespace lunokhod::sheets
