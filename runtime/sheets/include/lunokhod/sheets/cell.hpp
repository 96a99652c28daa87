// How every reader hands cells over: in batches of 16-byte records, so a reader knows nothing of frames or JSON and a
// sink nothing of formats. One virtual call per batch keeps the cost per cell at a nanosecond.
#pragma once

#include <cstdint>
#include <span>

#include "lunokhod/base/error.hpp"
#include "lunokhod/frame/column.hpp"

namespace lunokhod::sheets {

// Rows and columns are 0-based here (as array indices); everything shown to people is 1-based with letters.
struct Cell {
  std::uint32_t row = 0;
  std::uint16_t column = 0;  // 0 to 16383
  CellKind kind = CellKind::empty;
  std::uint8_t flags = 0;  // CellFlag
  std::uint64_t word = 0;  // number and date: bits of the double as stored (a date keeps its raw serial here);
                           // text and error: TextRef into the workbook's pool; boolean: 0 or 1
};
static_assert(sizeof(Cell) == 16);

enum CellFlag : std::uint8_t {
  formula = 1,                // the value is a formula's cached result
  formula_without_value = 2,  // kind is empty: the file holds no cached result, never read as 0
  has_time = 4,               // date: its number format shows a time of day
  hidden_row = 8,
};

class CellSink {
 public:
  virtual ~CellSink() = default;
  // Cells in the order of the file (normally row-major; an odd file may repeat or unorder them: the last one of an
  // address wins). False stops the reader, which then returns without an error (row limits, header probes).
  virtual bool cells(std::span<const Cell> batch) = 0;
};

}  // namespace lunokhod::sheets
