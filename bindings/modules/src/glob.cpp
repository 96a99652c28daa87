#include "glob.hpp"

#include "lunokhod/base/text.hpp"

namespace lunokhod::lua {
namespace {

// The set that begins at `at` ("[a-z]", "[!0-9]"): moves past it and says whether it holds the letter.
bool set_holds(std::string_view pattern, std::size_t& at, char32_t letter) {
  std::size_t next = at + 1;
  const bool negated = next < pattern.size() && pattern[next] == '!';
  if (negated) ++next;
  bool holds = false;
  for (bool first = true; next < pattern.size() && (first || pattern[next] != ']'); first = false) {
    const char32_t low = text::next_code_point(pattern, next);
    char32_t high = low;
    if (next + 1 < pattern.size() && pattern[next] == '-' && pattern[next + 1] != ']') {
      ++next;
      high = text::next_code_point(pattern, next);
    }
    holds = holds || (low <= letter && letter <= high);
  }
  at = next < pattern.size() ? next + 1 : next;
  return holds != negated;
}

}  // namespace

// One star is remembered at a time: quadratic at worst, never exponential.
bool matches_name(std::string_view pattern, std::string_view name) {
  std::size_t p = 0, n = 0, star = std::string_view::npos, star_name = 0;
  while (n < name.size()) {
    std::size_t after = n;
    const char32_t letter = text::next_code_point(name, after);
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      star_name = n;
      continue;
    }
    std::size_t next = p;
    bool fits = false;
    if (p < pattern.size()) {
      if (pattern[p] == '?') {
        fits = true;
        ++next;
      } else if (pattern[p] == '[') {
        fits = set_holds(pattern, next, letter);
      } else {
        fits = text::next_code_point(pattern, next) == letter;
      }
    }
    if (fits) {
      p = next;
      n = after;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      text::next_code_point(name, star_name);
      n = star_name;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

}  // namespace lunokhod::lua
