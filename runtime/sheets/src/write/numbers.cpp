#include "write/numbers.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstring>

namespace lunokhod::sheets::writing {
namespace {

constexpr std::array<char, 200> pairs = [] {
  std::array<char, 200> table{};
  for (int n = 0; n < 100; ++n) {
    table[2 * n] = static_cast<char>('0' + n / 10);
    table[2 * n + 1] = static_cast<char>('0' + n % 10);
  }
  return table;
}();

int count_digits(std::uint64_t value) {
  int digits = 1;
  while (value >= 10000) {
    value /= 10000;
    digits += 4;
  }
  return digits + (value >= 10) + (value >= 100) + (value >= 1000);
}

// Exactly `digits` digits, zeros in front.
void write_padded(char* out, std::uint64_t value, int digits) {
  char* end = out + digits;
  while (digits >= 2) {
    end -= 2;
    std::memcpy(end, &pairs[value % 100 * 2], 2);
    value /= 100;
    digits -= 2;
  }
  if (digits) *out = static_cast<char>('0' + value % 10);
}

constexpr std::array<std::uint64_t, 19> powers = [] {
  std::array<std::uint64_t, 19> table{1};
  for (int i = 1; i < 19; ++i) table[i] = table[i - 1] * 10;
  return table;
}();

}  // namespace

char* write_two_digits(char* out, unsigned value) {
  std::memcpy(out, &pairs[value % 100 * 2], 2);
  return out + 2;
}

char* write_unsigned(char* out, std::uint64_t value) {
  const int digits = count_digits(value);
  write_padded(out, value, digits);
  return out + digits;
}

char* write_integer(char* out, std::int64_t value) {
  if (value >= 0) return write_unsigned(out, static_cast<std::uint64_t>(value));
  *out++ = '-';
  return write_unsigned(out, 0 - static_cast<std::uint64_t>(value));
}

char* write_decimal(char* out, std::int64_t units, int scale, char mark) {
  std::uint64_t magnitude = static_cast<std::uint64_t>(units);
  if (units < 0) {
    *out++ = '-';
    magnitude = 0 - magnitude;
  }
  out = write_unsigned(out, magnitude / powers[scale]);
  if (scale == 0) return out;
  *out++ = mark;
  write_padded(out, magnitude % powers[scale], scale);
  return out + scale;
}

char* write_float(char* out, double value) {
  // Nearly every number of a business has few decimals. When n / 10^k is `value` for an exact n, that division is the
  // correctly rounded reading of the decimal n·10^-k; with at most 15 digits no shorter one differs from it.
  constexpr double exact = 1e15;
  for (int scale = 0; scale <= 4; ++scale) {
    const double scaled = value * static_cast<double>(powers[scale]);
    if (!(std::fabs(scaled) < exact)) break;
    const auto units = static_cast<std::int64_t>(std::nearbyint(scaled));
    if (static_cast<double>(units) / static_cast<double>(powers[scale]) == value) {
      return write_decimal(out, units, scale);
    }
  }
  return std::to_chars(out, out + number_room, value).ptr;
}

bool fits_excel(std::int64_t units) {
  constexpr std::int64_t bound = 1'000'000'000'000'000;
  return units > -bound && units < bound;
}

}  // namespace lunokhod::sheets::writing
