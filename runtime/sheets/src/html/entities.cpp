// &amp; &#1071; &nbsp; in HTML: what exporters write. An unknown name stays as it is written.
#include <array>
#include <cstdint>
#include <utility>

#include "html/tokens.hpp"
#include "lunokhod/base/text.hpp"

namespace lunokhod::sheets::html {
namespace {

constexpr std::array<std::pair<std::string_view, char32_t>, 46> names{{
    {"amp", '&'},      {"lt", '<'},       {"gt", '>'},        {"quot", '"'},     {"apos", '\''},    {"nbsp", 0xA0},
    {"copy", 0xA9},    {"reg", 0xAE},     {"trade", 0x2122},  {"laquo", 0xAB},   {"raquo", 0xBB},   {"mdash", 0x2014},
    {"ndash", 0x2013}, {"minus", 0x2212}, {"hellip", 0x2026}, {"bull", 0x2022},  {"middot", 0xB7},  {"deg", 0xB0},
    {"plusmn", 0xB1},  {"times", 0xD7},   {"divide", 0xF7},   {"sect", 0xA7},    {"para", 0xB6},    {"euro", 0x20AC},
    {"pound", 0xA3},   {"yen", 0xA5},     {"cent", 0xA2},     {"frac12", 0xBD},  {"frac14", 0xBC},  {"frac34", 0xBE},
    {"sup2", 0xB2},    {"sup3", 0xB3},    {"micro", 0xB5},    {"lsquo", 0x2018}, {"rsquo", 0x2019}, {"ldquo", 0x201C},
    {"rdquo", 0x201D}, {"bdquo", 0x201E}, {"shy", 0xAD},      {"ensp", 0x2002},  {"emsp", 0x2003},  {"thinsp", 0x2009},
    {"zwnj", 0x200C},  {"eacute", 0xE9},  {"uuml", 0xFC},     {"auml", 0xE4},
}};

// Numbers 128 to 159 are meant as windows-1252 by everybody who writes them.
constexpr std::array<char16_t, 32> windows{0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021,
                                           0x2C6,  0x2030, 0x160,  0x2039, 0x152,  0x8D,   0x17D,  0x8F,
                                           0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                           0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0x9D,   0x17E,  0x178};

char32_t numbered(std::string_view digits) {
  const bool hexadecimal = !digits.empty() && (digits[0] == 'x' || digits[0] == 'X');
  if (hexadecimal) digits.remove_prefix(1);
  if (digits.empty() || digits.size() > 8) return 0;
  char32_t value = 0;
  for (const char c : digits) {
    const int lower = c | 0x20;
    const int digit = c >= '0' && c <= '9'                          ? c - '0'
                      : hexadecimal && lower >= 'a' && lower <= 'f' ? lower - 'a' + 10
                                                                    : 99;
    if (digit == 99) return 0;
    value = value * (hexadecimal ? 16 : 10) + static_cast<char32_t>(digit);
  }
  if (value >= 128 && value < 160) return windows[value - 128];
  return value > 0x10FFFF || (value >= 0xD800 && value < 0xE000) ? 0xFFFD : value;
}

char32_t resolve(std::string_view inside) {
  if (inside.starts_with('#')) return numbered(inside.substr(1));
  for (const auto& [name, code] : names)
    if (name == inside) return code;
  return 0;
}

}  // namespace

void append_resolved(std::string& out, std::string_view raw) {
  constexpr std::size_t longest = 12;
  while (true) {
    const auto mark = raw.find('&');
    out += raw.substr(0, mark);
    if (mark == raw.npos) return;
    raw.remove_prefix(mark + 1);
    std::size_t end = 0;
    while (end < raw.size() && end < longest &&
           (raw[end] == '#' || (raw[end] | 0x20) - 'a' + 0u < 26u || static_cast<unsigned>(raw[end] - '0') < 10u))
      ++end;
    const char32_t code = resolve(raw.substr(0, end));
    if (code == 0) {
      out += '&';
      continue;
    }
    text::append_utf8(out, code);
    raw.remove_prefix(end < raw.size() && raw[end] == ';' ? end + 1 : end);
  }
}

}  // namespace lunokhod::sheets::html
