// Everything about a column's cells that does not change from row to row, made ready before the first row: `<c r="AB`,
// the style, the closing pieces. A row then only copies pieces and formats values.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "lunokhod/frame/column.hpp"
#include "write/styles.hpp"

namespace lunokhod::sheets::writing {

// A short text copied with one fixed-size move: 32 bytes are written, `size` of them count.
struct Piece {
  char bytes[32] = {};
  std::uint8_t size = 0;

  constexpr Piece() = default;
  constexpr explicit Piece(std::string_view text) : size(static_cast<std::uint8_t>(text.size())) {
    for (std::size_t i = 0; i < text.size(); ++i) bytes[i] = text[i];
  }
  char* put(char* out) const {
    std::memcpy(out, bytes, sizeof(bytes));
    return out + size;
  }
};

// The pieces that follow the cell's reference, for one style.
struct CellTails {
  Piece number;   // " s="3"><v>
  Piece shared;   // " s="3" t="s"><v>
  Piece in_line;  // " s="3" t="inlineStr"><is>
  Piece boolean;  // " s="3" t="b"><v>
  Piece error;    // " s="3" t="e"><v>

  CellTails() = default;
  explicit CellTails(int style);
};

struct ColumnPlan {
  const Column* column = nullptr;
  Piece open;       // <c r="AB
  CellTails value;  // numbers, texts, dates as the column's dtype wants
  CellTails date;   // dates and datetimes inside of a mixed column
  CellTails datetime;
  Piece empty;         // " s="3"/> of a null that keeps its style; size 0: no cell
  std::string format;  // the column's number format
  double width = 0;
};

inline constexpr double column_padding = 0.7109375;  // what Excel adds around the text of a column

std::string default_format(const Column& column);
// Width in characters that shows the header and the first rows, within reason.
double width_of(const Column& column);

}  // namespace lunokhod::sheets::writing
