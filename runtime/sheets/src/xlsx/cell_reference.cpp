#include "xlsx/cell_reference.hpp"

#include <algorithm>

#include "lunokhod/sheets/limits.hpp"

namespace lunokhod::sheets::xlsx {

namespace {
constexpr std::uint32_t far_away = 100'000'000;  // outside any grid, and ten times as much still fits
}

std::optional<CellAddress> parse_cell_reference(std::string_view text) {
  std::size_t at = 0;
  std::uint32_t column = 0, row = 0;
  if (at < text.size() && text[at] == '$') ++at;
  const std::size_t letters = at;
  for (; at < text.size(); ++at) {
    const char upper = static_cast<char>(text[at] & ~0x20);
    if (upper < 'A' || upper > 'Z') break;
    column = std::min(column * 26 + static_cast<std::uint32_t>(upper - 'A' + 1), far_away);
  }
  if (at == letters) return std::nullopt;
  if (at < text.size() && text[at] == '$') ++at;
  for (; at < text.size(); ++at) {
    if (text[at] < '0' || text[at] > '9') return std::nullopt;
    row = std::min(row * 10 + static_cast<std::uint32_t>(text[at] - '0'), far_away);
  }
  if (row == 0) return std::nullopt;
  return CellAddress{row - 1, column - 1};
}

std::optional<MergedRange> parse_range_reference(std::string_view text) {
  const std::size_t colon = text.find(':');
  const auto first = parse_cell_reference(text.substr(0, colon));
  const auto last = colon == std::string_view::npos ? first : parse_cell_reference(text.substr(colon + 1));
  if (!first || !last) return std::nullopt;
  const auto [top, bottom] = std::minmax(first->row, last->row);
  const auto [left, right] = std::minmax(first->column, last->column);
  if (bottom >= limits::rows || right >= limits::columns) return std::nullopt;
  return MergedRange{top, bottom, static_cast<std::uint16_t>(left), static_cast<std::uint16_t>(right)};
}

}  // namespace lunokhod::sheets::xlsx
