#include "ptg/references.hpp"

#include "lunokhod/frame/frame.hpp"

namespace lunokhod::sheets::ptg {
namespace {

constexpr std::uint32_t relative_column = 0x4000, relative_row = 0x8000;

std::string column_text(std::uint32_t column, bool fixed) {
  return (fixed ? "$" : "") + column_letters(column);
}
std::string row_text(std::uint32_t row, bool fixed) {
  return (fixed ? "$" : "") + std::to_string(row + 1);
}

}  // namespace

std::uint32_t References::row_word(ByteCursor& cursor) const {
  return dialect_ == Dialect::biff12 ? cursor.u32() : cursor.u16();
}
std::uint32_t References::column_word(ByteCursor& cursor) const {
  return dialect_ == Dialect::biff5 ? cursor.u8() : cursor.u16();
}
std::uint32_t References::last_row() const {
  return dialect_ == Dialect::biff5 ? 0x3FFF : dialect_ == Dialect::biff8 ? 0xFFFF : 0xFFFFF;
}

// BIFF5 has the flags beside the row, the others beside the column. Distances wrap at the edges of the sheet.
References::Corner References::corner(std::uint32_t row, std::uint32_t column, const Origin* origin) const {
  const std::uint32_t flags = dialect_ == Dialect::biff5 ? row : column;
  Corner found{row, column, !(flags & relative_row), !(flags & relative_column)};
  if (origin && !found.fixed_row) found.row += origin->row;
  if (origin && !found.fixed_column) found.column += origin->column;
  found.row &= last_row();
  found.column &= last_column();
  return found;
}

std::string References::cell(ByteCursor& cursor, const Origin* origin) const {
  const auto row = row_word(cursor), column = column_word(cursor);
  const Corner at = corner(row, column, origin);
  return column_text(at.column, at.fixed_column) + row_text(at.row, at.fixed_row);
}

std::string References::area(ByteCursor& cursor, const Origin* origin) const {
  const auto first_row = row_word(cursor), end_row = row_word(cursor);
  const auto first_column = column_word(cursor), end_column = column_word(cursor);
  const Corner first = corner(first_row, first_column, origin), last = corner(end_row, end_column, origin);
  const std::string left = column_text(first.column, first.fixed_column),
                    right = column_text(last.column, last.fixed_column);
  const std::string top = row_text(first.row, first.fixed_row), bottom = row_text(last.row, last.fixed_row);
  if (first.row == 0 && last.row == last_row()) return left + ":" + right;
  if (first.column == 0 && last.column == last_column()) return top + ":" + bottom;
  return left + top + ":" + right + bottom;
}

}  // namespace lunokhod::sheets::ptg
