#include "csv/bytes_to_utf8.hpp"

#include <cstring>
#include <string>

#include "lunokhod/base/text.hpp"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace lunokhod::sheets::csv {
namespace {

inline char* put_byte(unsigned char byte, const ByteTable& table, char* out) {
  if (byte < 0x80) {
    *out = static_cast<char>(byte);
    return out + 1;
  }
  const ByteTable::Entry& entry = table.upper[byte - 0x80];
  std::memcpy(out, entry.bytes, 3);
  return out + entry.length;
}

#if defined(__x86_64__)
// For each of 256 patterns of ASCII and two-byte characters in 8 bytes: which of the 16 candidate bytes are kept.
struct Compaction {
  alignas(16) std::uint8_t keep[256][16];
};
constexpr Compaction make_compaction() {
  Compaction table{};
  for (int pattern = 0; pattern < 256; ++pattern) {
    int to = 0;
    for (int i = 0; i < 8; ++i) {
      table.keep[pattern][to++] = static_cast<std::uint8_t>(2 * i);
      if (pattern >> i & 1) table.keep[pattern][to++] = static_cast<std::uint8_t>(2 * i + 1);
    }
    while (to < 16) table.keep[pattern][to++] = 0x80;
  }
  return table;
}
constexpr Compaction compaction = make_compaction();

// 16 bytes of windows-1251 that are ASCII, Cyrillic letters or share their code with Latin-1 (NBSP, «, », °…); the
// others are left to the table. Letters А–п are D0 90–BF, р–я D1 80–8F, Ё D0 81, ё D1 91; the Latin-1 ones C2 and
// themselves.
[[gnu::target("avx2,popcnt")]] char* cyrillic_with_avx2(std::string_view bytes, const ByteTable& table, char* out) {
  const auto set = [](int value) __attribute__((target("avx2"))) {
    return _mm_set1_epi8(static_cast<char>(value));
  };
  // Bit 0: A<nibble>, bit 1: B<nibble> have the same code in Latin-1.
  const __m128i same = _mm_setr_epi8(3, 2, 0, 0, 1, 2, 3, 3, 0, 1, 0, 3, 1, 1, 1, 0);
  std::size_t at = 0;
  while (at + 32 <= bytes.size()) {
    const __m256i both = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes.data() + at));
    if (_mm256_movemask_epi8(both) == 0) {
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(out), both);
      out += 32, at += 32;
      continue;
    }
    const __m128i in = _mm256_castsi256_si128(both);
    const auto high = static_cast<unsigned>(_mm_movemask_epi8(in));
    const __m128i capital_yo = _mm_cmpeq_epi8(in, set(0xA8)), small_yo = _mm_cmpeq_epi8(in, set(0xB8));
    const __m128i letter = _mm_cmpeq_epi8(_mm_max_epu8(in, set(0xC0)), in);
    const __m128i from_r = _mm_cmpeq_epi8(_mm_max_epu8(in, set(0xF0)), in);
    const __m128i row = _mm_and_si128(_mm_srli_epi16(in, 4), set(15));
    const __m128i bit = _mm_or_si128(_mm_and_si128(_mm_cmpeq_epi8(row, set(10)), set(1)),
                                     _mm_and_si128(_mm_cmpeq_epi8(row, set(11)), set(2)));
    const __m128i latin =
        _mm_cmpgt_epi8(_mm_and_si128(_mm_shuffle_epi8(same, _mm_and_si128(in, set(15))), bit), _mm_setzero_si128());
    const __m128i yo = _mm_or_si128(capital_yo, small_yo);
    const auto known = static_cast<unsigned>(_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(letter, yo), latin)));
    if (high & ~known) {
      for (int i = 0; i < 16; ++i)
        out = put_byte(static_cast<unsigned char>(bytes[at + static_cast<std::size_t>(i)]), table, out);
      at += 16;
      continue;
    }
    __m128i lead = _mm_sub_epi8(set(0xD0), _mm_or_si128(from_r, small_yo));  // minus -1
    lead = _mm_blendv_epi8(lead, set(0xC2), latin);
    const __m128i first = _mm_blendv_epi8(in, lead, in);
    __m128i second = _mm_sub_epi8(in, _mm_blendv_epi8(set(0x30), set(0x70), from_r));
    second = _mm_add_epi8(second, _mm_and_si128(yo, set(9)));
    second = _mm_blendv_epi8(second, in, latin);
    const auto keep = [](unsigned pattern) __attribute__((target("avx2"))) {
      return _mm_load_si128(reinterpret_cast<const __m128i*>(compaction.keep[pattern]));
    };
    _mm_storeu_si128(reinterpret_cast<__m128i*>(out),
                     _mm_shuffle_epi8(_mm_unpacklo_epi8(first, second), keep(high & 255)));
    out += 8 + _mm_popcnt_u32(high & 255);
    _mm_storeu_si128(reinterpret_cast<__m128i*>(out),
                     _mm_shuffle_epi8(_mm_unpackhi_epi8(first, second), keep(high >> 8)));
    out += 8 + _mm_popcnt_u32(high >> 8);
    at += 16;
  }
  for (; at < bytes.size(); ++at) out = put_byte(static_cast<unsigned char>(bytes[at]), table, out);
  return out;
}
#endif

char* put_code_point(char32_t code, char* out) {
  if (code < 0x80) {
    *out++ = static_cast<char>(code);
  } else if (code < 0x800) {
    *out++ = static_cast<char>(0xC0 | code >> 6);
    *out++ = static_cast<char>(0x80 | (code & 63));
  } else if (code < 0x10000) {
    *out++ = static_cast<char>(0xE0 | code >> 12);
    *out++ = static_cast<char>(0x80 | (code >> 6 & 63));
    *out++ = static_cast<char>(0x80 | (code & 63));
  } else {
    *out++ = static_cast<char>(0xF0 | code >> 18);
    *out++ = static_cast<char>(0x80 | (code >> 12 & 63));
    *out++ = static_cast<char>(0x80 | (code >> 6 & 63));
    *out++ = static_cast<char>(0x80 | (code & 63));
  }
  return out;
}

}  // namespace

ByteTable table_of(Encoding encoding) {
  ByteTable table{};
  for (int i = 0; i < 128; ++i) {
    const char byte = static_cast<char>(0x80 + i);
    const std::string utf8 = to_utf8(std::string_view(&byte, 1), encoding);
    table.upper[static_cast<std::size_t>(i)].length = static_cast<std::uint8_t>(std::min<std::size_t>(utf8.size(), 3));
    std::memcpy(table.upper[static_cast<std::size_t>(i)].bytes, utf8.data(), std::min<std::size_t>(utf8.size(), 3));
  }
  return table;
}

char* single_byte_to_utf8(std::string_view bytes, const ByteTable& table, bool cyrillic_1251, char* out) {
#if defined(__x86_64__)
  if (cyrillic_1251 && __builtin_cpu_supports("avx2")) return cyrillic_with_avx2(bytes, table, out);
#else
  (void)cyrillic_1251;
#endif
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    std::uint64_t eight;
    if (bytes.size() - at >= 8 && (std::memcpy(&eight, bytes.data() + at, 8), (eight & 0x8080808080808080) == 0)) {
      std::memcpy(out, &eight, 8);
      out += 8, at += 7;
      continue;
    }
    out = put_byte(static_cast<unsigned char>(bytes[at]), table, out);
  }
  return out;
}

Wide utf16_to_utf8(std::string_view bytes, bool big_endian, bool last, char* out) {
  const auto unit_at = [&](std::size_t at) {
    const unsigned a = static_cast<unsigned char>(bytes[at]), b = static_cast<unsigned char>(bytes[at + 1]);
    return static_cast<char32_t>(big_endian ? a << 8 | b : b << 8 | a);
  };
  Wide done{0, out, 0};
  std::size_t at = 0;
  while (at + 2 <= bytes.size()) {
    char32_t code = unit_at(at);
    if (code >= 0xD800 && code <= 0xDFFF) {
      if (code < 0xDC00 && at + 4 > bytes.size() && !last) break;
      const char32_t second = code < 0xDC00 && at + 4 <= bytes.size() ? unit_at(at + 2) : 0;
      if (second >= 0xDC00 && second <= 0xDFFF) {
        code = 0x10000 + ((code - 0xD800) << 10) + (second - 0xDC00);
        at += 2;
      } else {
        code = 0xFFFD;
        ++done.damaged;
      }
    }
    done.end = put_code_point(code, done.end);
    at += 2;
  }
  if (last && at < bytes.size()) {
    done.end = put_code_point(0xFFFD, done.end);
    ++done.damaged, ++at;
  }
  done.consumed = at;
  return done;
}

}  // namespace lunokhod::sheets::csv
