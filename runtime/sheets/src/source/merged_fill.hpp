// Merged ranges of a sheet: every row and column of a range that holds something anyway gets the value of its first
// cell. Rows may come in chunks: then the value goes along to the range's rows in the chunks behind.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "lunokhod/sheets/workbook.hpp"
#include "source/column_builder.hpp"

namespace lunokhod::sheets {

class MergedFill {
 public:
  explicit MergedFill(std::vector<MergedRange> ranges) : ranges_(std::move(ranges)) {}

  // `rows`: their numbers in the file, ascending; `slots`: by source column, which of `columns`, below 0 none.
  // Error: limit, when ranges over ranges would make more than `most_cells`.
  Result<void> fill(const std::vector<std::uint32_t>& rows, const std::vector<std::int32_t>& slots,
                    std::vector<ColumnBuilder>& columns, TextPool& pool, std::uint64_t most_cells);

 private:
  struct Value {
    CellKind kind = CellKind::empty;
    std::uint64_t word = 0;
    std::string text;  // of a text: its word is of a pool that is gone
  };
  std::vector<MergedRange> ranges_;
  std::map<std::size_t, Value> begun_;  // ranges that go on below the rows seen so far
};

}  // namespace lunokhod::sheets
