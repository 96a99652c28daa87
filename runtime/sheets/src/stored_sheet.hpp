// Sheets of formats that are read whole at opening (ods, SpreadsheetML, HTML, dBase), kept as they were written: runs,
// not cells. A row that repeats a million times, or a cell that fills a
// thousand columns, is stored once; what becomes of it is decided when cells are asked for.
#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "lunokhod/frame/text_pool.hpp"
#include "lunokhod/sheets/workbook.hpp"

namespace lunokhod::sheets {

struct StoredCell {
  std::uint64_t word = 0;
  std::uint16_t column = 0;
  std::uint16_t repeated = 1;
  CellKind kind = CellKind::empty;
  std::uint8_t flags = 0;
};
static_assert(sizeof(StoredCell) == 16);

struct StoredRow {
  std::uint32_t row = 0, repeated = 1;
  std::uint64_t begin = 0, end = 0;  // of its cells
};

struct Formula {
  std::uint64_t cell = 0;  // index in `cells`
  TextRef text;
};

struct StoredSheet {
  std::deque<StoredCell> cells;
  std::vector<StoredRow> rows;    // those with cells
  std::vector<Formula> formulas;  // by cell
  SheetDetails details;
};

struct StoredDocument {
  std::vector<SheetInfo> sheets;
  std::deque<StoredSheet> stored;  // beside `sheets`
  bool base_1904 = false;
};

// Errors: limit, when repeats make more cells than any honest sheet has.
Result<void> deliver(const StoredDocument& document, std::size_t sheet, const ReadOptions& options, CellSink& sink);

}  // namespace lunokhod::sheets
