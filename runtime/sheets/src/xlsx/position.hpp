// Where the two parsers of a sheet are on it. Rows and cells without an address follow the one before.
#pragma once

#include <cstdint>
#include <vector>

#include "lunokhod/sheets/limits.hpp"

namespace lunokhod::sheets::xlsx {

struct Position {
  std::uint32_t row = 0;
  std::uint32_t next_row = 0;
  std::uint32_t next_column = 0;
  bool row_open = false;   // between <row> and </row>
  bool row_begun = false;  // the output knows the row
  bool hidden = false;
  std::uint32_t rows_closed = 0;
  std::vector<std::uint32_t> hidden_rows;

  void begin_row(std::uint32_t number, bool is_hidden) {
    row = number;
    next_row = number + 1;
    next_column = 0;
    row_open = row_begun = true;
    hidden = is_hidden;
    if (hidden && hidden_rows.size() < limits::rows && (hidden_rows.empty() || hidden_rows.back() != row)) {
      hidden_rows.push_back(row);
    }
  }
  void end_row() {
    row_open = row_begun = false;
    ++rows_closed;
  }
};

}  // namespace lunokhod::sheets::xlsx
