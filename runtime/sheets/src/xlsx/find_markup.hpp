// The scan that quick parsers of a part share.
#pragma once

#include <emmintrin.h>

#include <bit>

namespace lunokhod::sheets::xlsx {

// The next '<' at or after `p`, found at the latest in the marks behind the window; `special` tells whether '&', '_' or
// a carriage return came before it: text that is not meant as it stands.
inline const char* find_markup(const char* p, bool& special) {
  const __m128i angle = _mm_set1_epi8('<'), ampersand = _mm_set1_epi8('&'), underscore = _mm_set1_epi8('_'),
                carriage = _mm_set1_epi8('\r');
  unsigned seen = 0;
  while (true) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
    const auto end = static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, angle)));
    const auto odd = static_cast<unsigned>(_mm_movemask_epi8(
        _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(bytes, ampersand), _mm_cmpeq_epi8(bytes, underscore)),
                     _mm_cmpeq_epi8(bytes, carriage))));
    if (end) {
      seen |= odd & ((end & -end) - 1);
      special = seen != 0;
      return p + std::countr_zero(end);
    }
    seen |= odd;
    p += 16;
  }
}

}  // namespace lunokhod::sheets::xlsx
