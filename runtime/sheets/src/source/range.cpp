#include "source/range.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "lunokhod/base/text.hpp"

namespace lunokhod::sheets {
namespace {

struct Corner {
  std::optional<std::uint32_t> row, column;
};

std::optional<Corner> parse_corner(std::string_view text) {
  Corner corner;
  std::uint32_t column = 0, row = 0;
  std::size_t at = 0;
  const auto skip_dollar = [&] { at += at < text.size() && text[at] == '$'; };
  skip_dollar();
  for (; at < text.size() && column <= limits::columns; ++at) {
    const char c = text[at] >= 'a' && text[at] <= 'z' ? static_cast<char>(text[at] - 'a' + 'A') : text[at];
    if (c < 'A' || c > 'Z') break;
    column = column * 26 + static_cast<std::uint32_t>(c - 'A' + 1);
  }
  if (column > limits::columns) return std::nullopt;
  if (column > 0) corner.column = column - 1;
  skip_dollar();
  for (; at < text.size() && text[at] >= '0' && text[at] <= '9' && row < 100'000'000; ++at) {
    row = row * 10 + static_cast<std::uint32_t>(text[at] - '0');
    corner.row = row - 1;
  }
  if (at != text.size() || (corner.row && row == 0) || (!corner.row && !corner.column)) return std::nullopt;
  return corner;
}

}  // namespace

Result<Range> parse_range(std::string_view text) {
  Range range;
  text = text::trim(text);
  if (text.empty()) return range;
  const std::size_t colon = text.find(':');
  const auto first = parse_corner(text.substr(0, colon));
  const auto last = colon == text.npos ? first : parse_corner(text.substr(colon + 1));
  const bool alike = first && last && first->row.has_value() == last->row.has_value() &&
                     first->column.has_value() == last->column.has_value();
  if (!alike || (colon == text.npos && !(first->row && first->column))) {
    return Error{Code::invalid_argument, "\"" + std::string(text) + "\" is no range of cells",
                 "write it as B3:F200, B:F or 3:200"};
  }
  if (first->row) {
    range.first_row = std::min(*first->row, *last->row);
    range.last_row = std::max(*first->row, *last->row);
  }
  if (first->column) {
    range.first_column = std::min(*first->column, *last->column);
    range.last_column = std::max(*first->column, *last->column);
  }
  return range;
}

}  // namespace lunokhod::sheets
