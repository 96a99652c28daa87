// Cells and areas of compiled formulas as text: "B7", "$A$1:C9", "A:A", "1:3".
#pragma once

#include <cstdint>
#include <string>

#include "ole/byte_cursor.hpp"

namespace lunokhod::sheets::ptg {

enum class Dialect { biff5, biff8, biff12 };  // BIFF12 is xlsb

struct Origin {  // the cell whose formula it is
  std::uint32_t row = 0, column = 0;
};

class References {
 public:
  explicit References(Dialect dialect) : dialect_(dialect) {}

  // With an origin relative parts are distances from it, as shared formulas have them.
  std::string cell(ByteCursor& cursor, const Origin* origin) const;
  std::string area(ByteCursor& cursor, const Origin* origin) const;
  // The bytes that stand where a reference was before its cells were deleted.
  std::size_t cell_size() const { return dialect_ == Dialect::biff5 ? 3 : dialect_ == Dialect::biff8 ? 4 : 6; }
  std::size_t area_size() const { return cell_size() * 2; }

 private:
  struct Corner {
    std::uint32_t row = 0, column = 0;
    bool fixed_row = false, fixed_column = false;
  };
  std::uint32_t row_word(ByteCursor& cursor) const;
  std::uint32_t column_word(ByteCursor& cursor) const;
  Corner corner(std::uint32_t row, std::uint32_t column, const Origin* origin) const;
  std::uint32_t last_row() const;
  std::uint32_t last_column() const { return dialect_ == Dialect::biff12 ? 0x3FFF : 0xFF; }

  Dialect dialect_;
};

}  // namespace lunokhod::sheets::ptg
