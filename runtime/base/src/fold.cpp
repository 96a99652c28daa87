// Case and the folding of names.
#include "lunokhod/base/text.hpp"

namespace lunokhod::text {
namespace {

char32_t lower_of(char32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : c;
  if (c >= 0xC0 && c <= 0xDE && c != 0xD7) return c + 32;
  if (c >= 0x391 && c <= 0x3A9) return c + 32;
  if (c >= 0x410 && c <= 0x42F) return c + 32;
  if (c >= 0x400 && c <= 0x40F) return c + 80;
  if ((c >= 0x100 && c <= 0x137) || (c >= 0x460 && c <= 0x481) || (c >= 0x48A && c <= 0x4BF) ||
      (c >= 0x4D0 && c <= 0x52F))
    return c | 1;
  return c;
}

bool is_space(char32_t c) {
  return c == ' ' || (c >= 9 && c <= 13) || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
         c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}
bool is_invisible(char32_t c) {
  return c == 0xFEFF || (c >= 0x200B && c <= 0x200F) || c == 0x2060 || c == 0xAD;
}

bool is_cyrillic(char32_t c) {
  return c >= 0x400 && c <= 0x52F;
}

// Lower case Latin letters drawn like a Cyrillic one (in either case: M, T, H, B, K look so as capitals).
char32_t cyrillic_lookalike(char32_t c) {
  switch (c) {
    case 'a':
      return U'а';
    case 'b':
      return U'в';
    case 'c':
      return U'с';
    case 'e':
      return U'е';
    case 'h':
      return U'н';
    case 'k':
      return U'к';
    case 'm':
      return U'м';
    case 'o':
      return U'о';
    case 'p':
      return U'р';
    case 't':
      return U'т';
    case 'x':
      return U'х';
    case 'y':
      return U'у';
    case 0xEB:
      return U'е';
    default:
      return c;
  }
}

// Words of mixed script are somebody's keyboard layout, not English: their lookalikes become Cyrillic. The word is the
// end of `out`.
void mend_word(std::string& out, std::size_t begin) {
  const std::string word = out.substr(begin);
  out.resize(begin);
  for (std::size_t i = 0; i < word.size();) append_utf8(out, cyrillic_lookalike(next_code_point(word, i)));
}

bool is_letter(char32_t c) {
  return (c >= 'a' && c <= 'z') || c >= 0xC0;
}

}  // namespace

std::string_view trim(std::string_view text) {
  std::size_t begin = 0;
  while (begin < text.size()) {
    std::size_t next = begin;
    const char32_t c = next_code_point(text, next);
    if (!is_space(c) && !is_invisible(c)) break;
    begin = next;
  }
  std::size_t end = text.size();
  while (end > begin) {
    std::size_t last = end - 1;
    while (last > begin && (static_cast<unsigned char>(text[last]) & 0xC0) == 0x80) --last;
    std::size_t next = last;
    const char32_t c = next_code_point(text, next);
    if (next != end || (!is_space(c) && !is_invisible(c))) break;
    end = last;
  }
  return text.substr(begin, end - begin);
}

std::string lower(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x80) {
      out += static_cast<char>(lower_of(byte));
      ++i;
    } else {
      append_utf8(out, lower_of(next_code_point(text, i)));
    }
  }
  return out;
}

std::string fold(std::string_view name) {
  name = trim(name);
  std::string out;
  out.reserve(name.size());
  std::size_t word = 0;  // where the word under way begins
  bool space = false, cyrillic = false, lookalikes = false;
  const auto end_word = [&] {
    if (cyrillic && lookalikes) mend_word(out, word);
    cyrillic = lookalikes = false;
  };
  for (std::size_t i = 0; i < name.size();) {
    const auto byte = static_cast<unsigned char>(name[i]);
    char32_t c = byte < 0x80 ? byte : next_code_point(name, i);
    if (byte < 0x80) ++i;
    if (is_invisible(c)) continue;
    if (is_space(c)) {
      space = true;
      continue;
    }
    c = lower_of(c);
    if (c == U'ё') c = U'е';
    const bool letter = is_letter(c);
    if (space || !letter) {
      end_word();
      if (space) out += ' ';
      space = false;
      word = out.size();
    }
    append_utf8(out, c);
    if (letter) {
      cyrillic = cyrillic || is_cyrillic(c);
      lookalikes = lookalikes || cyrillic_lookalike(c) != c;
    } else {
      word = out.size();
    }
  }
  end_word();
  return out;
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return a == b || lower(a) == lower(b);
}

}  // namespace lunokhod::text
