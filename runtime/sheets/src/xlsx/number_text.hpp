// The digits of a <v> as a double, exactly: nearest, ties to even, as strtod but without a locale.
#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>

namespace lunokhod::sheets::xlsx {

// The whole text must be a finite number: "1", "-0.5", "1E-3", "+7", ".5". Not INF, NaN, hexadecimal.
std::optional<double> parse_number(std::string_view text);

inline constexpr double exact_powers_of_ten[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                                 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

// Reads a number at `at`, which must be followed by something that is no part of one within readable memory. Returns
// where it ended, nullptr when there is none. Mantissas under 2^53 are one exact division; the rest goes to from_chars.
inline const char* read_number(const char* at, double& value) {
  const char* const begin = at;
  const bool negative = *at == '-';
  at += negative;
  std::uint64_t mantissa = 0;
  const char* const digits = at;
  unsigned next;
  while ((next = static_cast<unsigned char>(*at) - unsigned{'0'}) < 10) {
    mantissa = mantissa * 10 + next;
    ++at;
  }
  std::ptrdiff_t count = at - digits;
  std::ptrdiff_t fraction = 0;
  if (*at == '.') {
    const char* const point = ++at;
    while ((next = static_cast<unsigned char>(*at) - unsigned{'0'}) < 10) {
      mantissa = mantissa * 10 + next;
      ++at;
    }
    fraction = at - point;
    count += fraction;
  }
  if (count == 0) return nullptr;
  const bool exponent = (*at | 0x20) == 'e';
  if (!exponent && count <= 19 && mantissa <= (std::uint64_t{1} << 53) && fraction <= 22) [[likely]] {
    const double magnitude = static_cast<double>(mantissa) / exact_powers_of_ten[fraction];
    value = negative ? -magnitude : magnitude;
    return at;
  }
  if (exponent) {
    ++at;
    if (*at == '+' || *at == '-') ++at;
    const char* const power = at;
    while (static_cast<unsigned char>(*at) - unsigned{'0'} < 10) ++at;
    if (at == power) return nullptr;
  }
  const auto [end, error] = std::from_chars(begin, at, value);
  return error == std::errc{} && end == at ? at : nullptr;
}

}  // namespace lunokhod::sheets::xlsx
