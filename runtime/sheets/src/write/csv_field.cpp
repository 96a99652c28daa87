#include "write/csv_field.hpp"

#include <emmintrin.h>

#include <cstring>

namespace lunokhod::sheets::writing {
namespace {

bool wants_quotes(char c, char separator) {
  return c == separator || c == '"' || c == '\r' || c == '\n';
}

char* write_quoted(char* out, std::string_view text, std::string_view prefix) {
  *out++ = '"';
  std::memcpy(out, prefix.data(), prefix.size());
  out += prefix.size();
  for (const char c : text) {
    if (c == '"') *out++ = '"';
    *out++ = c;
  }
  *out++ = '"';
  return out;
}

struct Probes {
  __m128i separator, quote, carriage, line;
  explicit Probes(char sep)
      : separator(_mm_set1_epi8(sep)),
        quote(_mm_set1_epi8('"')),
        carriage(_mm_set1_epi8('\r')),
        line(_mm_set1_epi8('\n')) {}
  bool any(__m128i bytes) const {
    const __m128i hit = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(bytes, separator), _mm_cmpeq_epi8(bytes, quote)),
                                     _mm_or_si128(_mm_cmpeq_epi8(bytes, carriage), _mm_cmpeq_epi8(bytes, line)));
    return _mm_movemask_epi8(hit) != 0;
  }
};

// Copies and looks at the same time; false when something wants quotes (what was copied is then overwritten).
bool copy_plain(char* out, std::string_view text, char separator) {
  const char* in = text.data();
  const std::size_t size = text.size();
  if (size < 16) {
    for (std::size_t i = 0; i < size; ++i) {
      if (wants_quotes(in[i], separator)) return false;
      out[i] = in[i];
    }
    return true;
  }
  const Probes probes(separator);
  for (std::size_t at = 0;; at += 16) {
    if (at + 16 > size) {
      if (at == size) return true;
      at = size - 16;  // the tail overlaps what was done
    }
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(in + at));
    if (probes.any(bytes)) return false;
    _mm_storeu_si128(reinterpret_cast<__m128i*>(out + at), bytes);
  }
}

bool is_signed_number(std::string_view text) {
  if (text.front() != '+' && text.front() != '-') return false;
  std::size_t digits = 0, marks = 0;
  for (const char c : text.substr(1)) {
    if (c >= '0' && c <= '9') {
      ++digits;
    } else if ((c == '.' || c == ',') && digits && !marks) {
      ++marks;
    } else {
      return false;
    }
  }
  return digits > 0 && text.back() >= '0';
}

}  // namespace

bool looks_like_formula(std::string_view text) {
  if (text.empty()) return false;
  switch (text.front()) {
    case '=':
    case '@':
    case '\t':
    case '\r':
      return true;
    case '+':
    case '-':
      return !is_signed_number(text);
    default:
      return false;
  }
}

char* write_field(char* out, std::string_view text, char separator) {
  if (copy_plain(out, text, separator)) return out + text.size();
  return write_quoted(out, text, "");
}

char* write_escaped_field(char* out, std::string_view text, char separator) {
  if (copy_plain(out + 1, text, separator)) {
    *out = '\'';
    return out + 1 + text.size();
  }
  return write_quoted(out, text, "'");
}

}  // namespace lunokhod::sheets::writing
