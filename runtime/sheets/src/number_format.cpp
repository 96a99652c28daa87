#include "number_format.hpp"

namespace lunokhod::sheets {

namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

bool starts_with(std::string_view code, std::size_t at, std::string_view word) {
  if (code.size() - at < word.size()) return false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (lower(code[at + i]) != word[i]) return false;
  }
  return true;
}

struct Seen {
  bool day = false;     // y m d e g b
  bool time = false;    // h s, elapsed [h] [m] [s], AM/PM
  bool digits = false;  // # ? or a 0 that is no fraction of a second
};

// [h], [mm], [ss] count elapsed time; any other bracket is a colour, a condition, a locale.
bool is_elapsed(std::string_view inside) {
  if (inside.empty()) return false;
  const char first = lower(inside[0]);
  if (first != 'h' && first != 'm' && first != 's') return false;
  for (const char c : inside) {
    if (lower(c) != first) return false;
  }
  return true;
}

// One letter or placeholder outside quotes; returns how many characters it took.
std::size_t read_symbol(std::string_view code, std::size_t at, Seen& seen) {
  if (starts_with(code, at, "general")) return 7;
  if (starts_with(code, at, "am/pm")) {
    seen.time = true;
    return 5;
  }
  if (starts_with(code, at, "a/p")) {
    seen.time = true;
    return 3;
  }
  switch (lower(code[at])) {
    case 'y':
    case 'm':
    case 'd':
    case 'g':
    case 'b':
      seen.day = true;
      break;
    case 'e':
      // 0.00E+00 is a number, "e" alone an East Asian year.
      if (at + 1 < code.size() && (code[at + 1] == '+' || code[at + 1] == '-')) {
        seen.digits = true;
      } else {
        seen.day = true;
      }
      break;
    case 'h':
    case 's':
      seen.time = true;
      break;
    case '#':
    case '?':
      seen.digits = true;
      break;
    case '0':
      if (!seen.time && !seen.day) seen.digits = true;
      break;
    default:
      break;
  }
  return 1;
}

}  // namespace

NumberKind number_kind(std::string_view code) {
  Seen seen;
  for (std::size_t at = 0; at < code.size();) {
    const char c = code[at];
    if (c == ';') break;
    if (c == '"') {
      const std::size_t close = code.find('"', at + 1);
      if (close == std::string_view::npos) break;
      at = close + 1;
    } else if (c == '\\' || c == '_' || c == '*' || c == '!') {
      at += 2;
    } else if (c == '[') {
      const std::size_t close = code.find(']', at + 1);
      if (close == std::string_view::npos) break;
      if (is_elapsed(code.substr(at + 1, close - at - 1))) seen.time = true;
      at = close + 1;
    } else {
      at += read_symbol(code, at, seen);
    }
  }
  if (seen.digits || (!seen.day && !seen.time)) return NumberKind::number;
  return seen.time ? NumberKind::date_with_time : NumberKind::date;
}

NumberKind builtin_number_kind(int id) {
  const bool time = (id >= 18 && id <= 22) || (id >= 45 && id <= 47) || (id >= 32 && id <= 35) || id == 55 || id == 56;
  if (time) return NumberKind::date_with_time;
  const bool date = (id >= 14 && id <= 17) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
  return date ? NumberKind::date : NumberKind::number;
}

}  // namespace lunokhod::sheets
