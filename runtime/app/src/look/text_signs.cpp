#include "look/text_signs.hpp"

#include <algorithm>

#include "lunokhod/base/calendar.hpp"
#include "lunokhod/base/decimal.hpp"
#include "lunokhod/base/text.hpp"

namespace lunokhod::app::look {
namespace {

bool is_cyrillic(char32_t c) {
  return c >= 0x400 && c <= 0x52F;
}

bool is_lookalike(char32_t c) {
  constexpr std::string_view letters = "ABCEHKMOPTXYaceopxy";
  return c < 128 && letters.find(static_cast<char>(c)) != letters.npos;
}

bool is_other_latin(char32_t c) {
  return ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) && !is_lookalike(c);
}

}  // namespace

Reads reads_as(std::string_view text) {
  if (text.empty() || text.size() > 40) return Reads::plain;
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (std::all_of(text.begin(), text.end(), is_digit)) {
    return text.size() > 1 && text[0] == '0' ? Reads::leading_zero : Reads::digits;
  }
  if (std::none_of(text.begin(), text.end(), is_digit)) return Reads::plain;
  if (parse_decimal(text)) return Reads::number;
  return calendar::parse(text) ? Reads::date : Reads::plain;
}

bool has_edge_space(std::string_view text) {
  return !text.empty() && text::trim(text).size() != text.size();
}

bool has_odd_space(std::string_view text) {
  text = text::trim(text);
  return text.find("\xC2\xA0") != text.npos || text.find_first_of("\t\n\r") != text.npos ||
         text.find("  ") != text.npos;
}

bool mixes_scripts(std::string_view text) {
  bool cyrillic = false, lookalike = false, latin = false;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = text::next_code_point(text, at);
    if (is_cyrillic(c)) {
      cyrillic = true;
    } else if (is_lookalike(c)) {
      lookalike = true;
    } else if (is_other_latin(c)) {
      latin = true;
    } else {
      if (cyrillic && lookalike && !latin) return true;
      cyrillic = lookalike = latin = false;
    }
  }
  return cyrillic && lookalike && !latin;
}

}  // namespace lunokhod::app::look
