#include <cstring>

#include "csv/bytes_to_utf8.hpp"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace lunokhod::sheets::csv {
namespace {

// Length of the sequence at text[0], 0 when it is bad or cut.
std::size_t sequence(const unsigned char* text, std::size_t size) {
  const unsigned lead = text[0];
  const auto next = [&](std::size_t i, unsigned low, unsigned high) {
    return i < size && text[i] >= low && text[i] <= high;
  };
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return next(1, 0x80, 0xBF) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    const unsigned low = lead == 0xE0 ? 0xA0 : 0x80, high = lead == 0xED ? 0x9F : 0xBF;
    return next(1, low, high) && next(2, 0x80, 0xBF) ? 3 : 0;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    const unsigned low = lead == 0xF0 ? 0x90 : 0x80, high = lead == 0xF4 ? 0x8F : 0xBF;
    return next(1, low, high) && next(2, 0x80, 0xBF) && next(3, 0x80, 0xBF) ? 4 : 0;
  }
  return 0;
}

std::size_t check_slowly(std::string_view bytes, std::size_t at) {
  const auto* text = reinterpret_cast<const unsigned char*>(bytes.data());
  while (at < bytes.size()) {
    std::uint64_t eight;
    if (bytes.size() - at >= 8 && (std::memcpy(&eight, text + at, 8), (eight & 0x8080808080808080) == 0)) {
      at += 8;
      continue;
    }
    const std::size_t length = sequence(text + at, bytes.size() - at);
    if (length == 0) return at;
    at += length;
  }
  return at;
}

#if defined(__x86_64__)
// Every pair of neighbouring bytes is judged by three table lookups whose common bits name what is wrong with it (the
// published method of checking UTF-8 by nibbles). Returns how many bytes were seen to be right, a multiple of 32, or 0
// when something is wrong.
[[gnu::target("avx2")]] std::size_t check_with_avx2(std::string_view bytes) {
  constexpr char short_ = 1, long_ = 2, overlong3 = 4, large = 8, surrogate = 16, overlong2 = 32, large1000 = 64;
  constexpr char two = static_cast<char>(128), carry = short_ | long_ | two;
  const __m256i first_high = _mm256_broadcastsi128_si256(
      _mm_setr_epi8(long_, long_, long_, long_, long_, long_, long_, long_, two, two, two, two, short_ | overlong2,
                    short_, short_ | overlong3 | surrogate, short_ | large | large1000));
  constexpr char big = carry | large | large1000;
  const __m256i first_low = _mm256_broadcastsi128_si256(
      _mm_setr_epi8(carry | overlong3 | overlong2 | large1000, carry | overlong2, carry, carry, carry | large, big, big,
                    big, big, big, big, big, big, big | surrogate, big, big));
  const __m256i second_high = _mm256_broadcastsi128_si256(_mm_setr_epi8(
      short_, short_, short_, short_, short_, short_, short_, short_, long_ | overlong2 | two | overlong3 | large1000,
      long_ | overlong2 | two | overlong3 | large, long_ | overlong2 | two | surrogate | large,
      long_ | overlong2 | two | surrogate | large, short_, short_, short_, short_));
  const __m256i nibble = _mm256_set1_epi8(15);
  __m256i wrong = _mm256_setzero_si256(), before = _mm256_setzero_si256();
  std::size_t at = 0;
  for (; at + 32 <= bytes.size(); at += 32) {
    const __m256i now = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes.data() + at));
    if (_mm256_movemask_epi8(_mm256_or_si256(now, before)) == 0) {
      before = now;
      continue;
    }
    const __m256i joined = _mm256_permute2x128_si256(before, now, 0x21);
    const __m256i previous = _mm256_alignr_epi8(now, joined, 15);
    const __m256i pair = _mm256_and_si256(
        _mm256_and_si256(_mm256_shuffle_epi8(first_high, _mm256_and_si256(_mm256_srli_epi16(previous, 4), nibble)),
                         _mm256_shuffle_epi8(first_low, _mm256_and_si256(previous, nibble))),
        _mm256_shuffle_epi8(second_high, _mm256_and_si256(_mm256_srli_epi16(now, 4), nibble)));
    const __m256i third =
        _mm256_subs_epu8(_mm256_alignr_epi8(now, joined, 14), _mm256_set1_epi8(static_cast<char>(0xE0 - 0x80)));
    const __m256i fourth =
        _mm256_subs_epu8(_mm256_alignr_epi8(now, joined, 13), _mm256_set1_epi8(static_cast<char>(0xF0 - 0x80)));
    const __m256i must = _mm256_and_si256(_mm256_or_si256(third, fourth), _mm256_set1_epi8(static_cast<char>(0x80)));
    wrong = _mm256_or_si256(wrong, _mm256_xor_si256(must, pair));
    before = now;
  }
  return _mm256_testz_si256(wrong, wrong) ? at : 0;
}
#endif

}  // namespace

std::size_t valid_utf8_prefix(std::string_view bytes, Instructions instructions) {
  std::size_t at = 0;
#if defined(__x86_64__)
  if (instructions == Instructions::avx2) at = check_with_avx2(bytes);
#endif
  // The last character of the part already seen may go on past it.
  for (int i = 0; i < 3 && at > 0 && (static_cast<unsigned char>(bytes[at - 1]) & 0xC0) == 0x80; ++i) --at;
  if (at > 0 && static_cast<unsigned char>(bytes[at - 1]) >= 0xC0) --at;
  return check_slowly(bytes, at);
}

}  // namespace lunokhod::sheets::csv
