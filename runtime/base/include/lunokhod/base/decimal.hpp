// Exact decimal numbers: `units` × 10^-scale in 64 bits, scale 0 to 18. Overflow is an answer (empty), never a wrap.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lunokhod {

enum class Rounding { half_up, half_even, down };  // half_up: away from zero, as accountants and Excel do

struct Decimal {
  std::int64_t units = 0;
  int scale = 0;

  std::optional<Decimal> rescaled(int new_scale, Rounding rounding = Rounding::half_up) const;
  double to_double() const;
  std::string text() const;  // "-12.50" keeps the scale
};

std::int64_t power_of_ten(int exponent);  // 0 to 18

// "1234.56", "-0,5", "1 234,56" (spaces, NBSP or thin spaces that group by three), "1e3". One kind of decimal mark:
// the last of ',' and '.'; the other must group by three. Empty when the text is not one number or does not fit.
std::optional<Decimal> parse_decimal(std::string_view text);
// The shortest decimal that reads back as `value`, at most `max_scale` digits after the point (rounded half up).
std::optional<Decimal> decimal_from_double(double value, int max_scale = 18);

}  // namespace lunokhod
