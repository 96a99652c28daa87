// Splitting, joining, numbers and near words.
#include "lunokhod/base/text.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace lunokhod::text {

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  for (std::size_t at; (at = text.find(separator, begin)) != std::string_view::npos; begin = at + 1)
    parts.push_back(text.substr(begin, at - begin));
  parts.push_back(text.substr(begin));
  return parts;
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i) out += separator;
    out += parts[i];
  }
  return out;
}

namespace {

std::u32string code_points(std::string_view text) {
  std::u32string out;
  for (std::size_t i = 0; i < text.size() && out.size() < 200;) out += next_code_point(text, i);
  return out;
}

// Edit distance with swaps of neighbours (optimal string alignment).
std::size_t distance(const std::u32string& a, const std::u32string& b) {
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), now(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    now[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      now[j] = std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) now[j] = std::min(now[j], before[j - 2] + 1);
    }
    before.swap(last);
    last.swap(now);
  }
  return last[b.size()];
}

}  // namespace

std::vector<std::string> nearest(std::string_view word, const std::vector<std::string>& candidates) {
  const std::u32string wanted = code_points(fold(word));
  std::vector<std::pair<std::size_t, std::string>> ranked;
  for (const std::string& candidate : candidates) {
    const std::u32string other = code_points(fold(candidate));
    std::size_t far = distance(wanted, other);
    const bool part = wanted.size() >= 3 && other.size() >= 3 &&
                      (other.find(wanted) != std::u32string::npos || wanted.find(other) != std::u32string::npos);
    if (part) far = std::min<std::size_t>(far, 2);
    if (far <= std::max<std::size_t>(1, std::max(wanted.size(), other.size()) / 3)) ranked.emplace_back(far, candidate);
  }
  std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<std::string> out;
  for (std::size_t i = 0; i < ranked.size() && i < 3; ++i) out.push_back(ranked[i].second);
  return out;
}

std::optional<std::int64_t> parse_integer(std::string_view text) {
  if (text.size() > 1 && text[0] == '+' && text[1] != '-') text.remove_prefix(1);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<double> parse_float(std::string_view text) {
  if (text.size() > 1 && text[0] == '+' && text[1] != '-') text.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::string format_float(double value) {
  char buffer[64];
  char* end;
  if (std::abs(value) < 1e15 && (std::abs(value) >= 1e-5 || value == 0))
    end = std::to_chars(buffer, buffer + sizeof buffer, value == 0 ? 0.0 : value, std::chars_format::fixed).ptr;
  else
    end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
  return {buffer, end};
}

namespace {

// "15m" with the multipliers of a table {unit, factor}; a bare number has the factor 1.
template <std::size_t N>
std::optional<std::int64_t> parse_scaled(std::string_view text, const std::pair<char, std::int64_t> (&units)[N]) {
  text = trim(text);
  std::int64_t factor = 1;
  if (!text.empty() && (text.back() < '0' || text.back() > '9')) {
    const auto* unit = std::find_if(std::begin(units), std::end(units),
                                    [&](const auto& u) { return u.first == (text.back() | 0x20); });
    if (unit == std::end(units)) return std::nullopt;
    factor = unit->second;
    text.remove_suffix(1);
  }
  const auto number = parse_integer(text);
  if (!number || *number < 0 || *number > std::numeric_limits<std::int64_t>::max() / factor) return std::nullopt;
  return *number * factor;
}

}  // namespace

std::optional<std::int64_t> parse_duration_seconds(std::string_view text) {
  static constexpr std::pair<char, std::int64_t> units[] = {{'s', 1}, {'m', 60}, {'h', 3600}, {'d', 86400}};
  return parse_scaled(text, units);
}

std::optional<std::int64_t> parse_bytes(std::string_view text) {
  static constexpr std::pair<char, std::int64_t> units[] = {{'k', 1 << 10}, {'m', 1 << 20}, {'g', 1 << 30}};
  return parse_scaled(text, units);
}

}  // namespace lunokhod::text
