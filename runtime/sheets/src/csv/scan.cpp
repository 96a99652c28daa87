#include "csv/scan.hpp"

#include <cstring>

#include "csv/scan_loop.hpp"

#if defined(__x86_64__)
#include <emmintrin.h>
#endif

namespace lunokhod::sheets::csv {

#if defined(__x86_64__)
std::size_t scan_with_avx2(Scanner& scanner, char* text, std::size_t from, std::size_t size, std::size_t enough,
                           std::uint64_t base, bool last, Records& out);
#endif

namespace {

#if defined(__x86_64__)
struct Sse2 {
  static std::uint64_t equal(const char* text, char wanted) {
    const __m128i pattern = _mm_set1_epi8(wanted);
    std::uint64_t mask = 0;
    for (int i = 0; i < 4; ++i) {
      const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text + 16 * i));
      mask |= static_cast<std::uint64_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, pattern))) << (16 * i);
    }
    return mask;
  }
  static Masks masks(const char* text, char separator, char newline) {
    return {equal(text, separator), equal(text, newline), equal(text, '"')};
  }
};
#endif

struct Portable {
  static Masks masks(const char* text, char separator, char newline) {
    Masks found{0, 0, 0};
    for (int i = 0; i < 64; ++i) {
      found.separator |= std::uint64_t{text[i] == separator} << i;
      found.newline |= std::uint64_t{text[i] == newline} << i;
      found.quote |= std::uint64_t{text[i] == '"'} << i;
    }
    return found;
  }
};

}  // namespace

bool unquote(char* text, std::uint64_t base, std::uint64_t& field) {
  const std::size_t start = (field >> 24) - base, length = field & 0xFFFFFF;
  const bool formula = text[start] == '=';
  std::size_t from = start + 1 + formula, to = from;
  const std::size_t end = start + length;
  const std::size_t value = from;
  while (from < end) {
    if (text[from] == '"') {
      if (from + 1 == end || text[from + 1] != '"') break;
      ++from;
    }
    text[to++] = text[from++];
  }
  bool tail = false;
  for (std::size_t i = from + 1; i < end; ++i) tail |= text[i] != ' ' && text[i] != '\t';
  if (tail) {
    std::memmove(text + to, text + from + 1, end - from - 1);
    to += end - from - 1;
  }
  std::size_t first = value;
  // "=""00123""" is Excel's ="00123" written by a careful program.
  if (to - first >= 3 && text[first] == '=' && text[first + 1] == '"' && text[to - 1] == '"') first += 2, --to;
  field = (base + first) << 24 | (to - first);
  return tail;
}

void Records::make_room(std::size_t bytes) {
  ends.clear();
  if (bytes + 1 <= capacity) return;
  capacity = bytes + 1;
  fields.reset(new std::uint64_t[capacity]);
}

std::size_t Scanner::scan(char* text, std::size_t from, std::size_t size, std::size_t enough, std::uint64_t base,
                          bool last, Records& out) {
#if defined(__x86_64__)
  if (instructions == Instructions::avx2) return scan_with_avx2(*this, text, from, size, enough, base, last, out);
  if (instructions == Instructions::sse2) return Loop<Sse2>(*this, text, size, base, out).run(from, enough, last);
#endif
  return Loop<Portable>(*this, text, size, base, out).run(from, enough, last);
}

}  // namespace lunokhod::sheets::csv
