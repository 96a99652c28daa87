#include "xlsx/number_text.hpp"

#include <cstring>

namespace lunokhod::sheets::xlsx {

std::optional<double> parse_number(std::string_view text) {
  constexpr std::size_t longest = 400;  // a double written out in full has 309 digits before the point
  char copy[longest + 1];
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  if (text.empty() || text.size() > longest) return std::nullopt;
  std::memcpy(copy, text.data(), text.size());
  copy[text.size()] = '\0';
  double value = 0;
  if (read_number(copy, value) != copy + text.size()) return std::nullopt;
  return value;
}

}  // namespace lunokhod::sheets::xlsx
