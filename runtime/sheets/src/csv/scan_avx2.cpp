// The scanner's loop for processors with AVX2; scan.cpp calls it after asking the processor.
#if defined(__x86_64__)
#include <immintrin.h>

#include <cstdint>
#include <memory>
#include <vector>

#include "csv/scan.hpp"

#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2,bmi"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2,bmi")
#endif
#include "csv/scan_loop.hpp"

namespace lunokhod::sheets::csv {
namespace {

struct Avx2 {
  static std::uint64_t equal(__m256i low, __m256i high, char wanted) {
    const __m256i pattern = _mm256_set1_epi8(wanted);
    const auto first = static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, pattern)));
    const auto second = static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, pattern)));
    return first | static_cast<std::uint64_t>(second) << 32;
  }
  static Masks masks(const char* text, char separator, char newline) {
    const __m256i low = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(text));
    const __m256i high = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(text + 32));
    return {equal(low, high, separator), equal(low, high, newline), equal(low, high, '"')};
  }
};

}  // namespace

std::size_t scan_with_avx2(Scanner& scanner, char* text, std::size_t from, std::size_t size, std::size_t enough,
                           std::uint64_t base, bool last, Records& out) {
  return Loop<Avx2>(scanner, text, size, base, out).run(from, enough, last);
}

}  // namespace lunokhod::sheets::csv
#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif
#endif
