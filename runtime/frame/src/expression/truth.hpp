// Booleans of a batch between their two shapes: a word for each, and a bit for each.
#pragma once

#include <emmintrin.h>

#include <algorithm>
#include <cstdint>

#include "expression/vector.hpp"

namespace lunokhod::expression {

// Up to 64 words.
inline std::uint64_t bits_of_words(const std::uint64_t* words, std::size_t count) {
  std::uint64_t bits = 0;
  std::size_t i = 0;
  for (; i + 2 <= count; i += 2) {
    const __m128i pair = _mm_loadu_si128(reinterpret_cast<const __m128i*>(words + i));
    bits |= static_cast<std::uint64_t>(_mm_movemask_pd(_mm_castsi128_pd(_mm_slli_epi64(pair, 63)))) << i;
  }
  if (i < count) bits |= (words[i] & 1) << i;
  return bits;
}

// All 64 words are written: registers have room for whole batches.
inline void words_of_bits(std::uint64_t bits, std::uint64_t* words) {
  const __m128i one = _mm_set1_epi64x(1);
  for (int i = 0; i < 64; i += 2) {
    const __m128i pair = _mm_set_epi64x(static_cast<long long>(bits >> (i + 1)), static_cast<long long>(bits >> i));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(words + i), _mm_and_si128(pair, one));
  }
}

// Which of the batch are true (and not null).
inline Bits true_bits(const Vector& vector, const Context& context) {
  Bits out{};
  for (std::size_t w = 0; w < context.words(); ++w) {
    const std::size_t count = std::min<std::size_t>(64, context.count - w * 64);
    out[w] = bits_of_words(vector.words + w * 64, count) & vector.valid[w];
  }
  return out;
}

}  // namespace lunokhod::expression
