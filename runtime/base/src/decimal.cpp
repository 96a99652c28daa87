#include "lunokhod/base/decimal.hpp"

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>

#include "lunokhod/base/text.hpp"

namespace lunokhod {
namespace {

constexpr int max_scale = 18;

// units / 10^places under a rounding mode.
std::int64_t divided(std::int64_t units, std::int64_t divisor, Rounding rounding) {
  const std::int64_t quotient = units / divisor;
  const std::int64_t rest = std::abs(units % divisor);
  if (rounding == Rounding::down || rest == 0) return quotient;
  const std::int64_t doubled_missing = divisor - rest;  // rest × 2 ≥ divisor without overflow
  const bool up =
      rest > doubled_missing || (rest == doubled_missing && (rounding == Rounding::half_up || quotient % 2 != 0));
  return up ? quotient + (units < 0 ? -1 : 1) : quotient;
}

// Collects digits into a Decimal; says when they no longer fit.
struct Digits {
  std::int64_t units = 0;
  bool any = false;
  bool push(char digit) {
    any = true;
    return !__builtin_mul_overflow(units, 10, &units) && !__builtin_add_overflow(units, digit - '0', &units);
  }
};

// Every group between separators but the first has three digits; the first has one to three.
bool groups_by_three(std::string_view whole, char separator) {
  const auto groups = text::split(whole, separator);
  if (groups[0].empty() || groups[0].size() > 3) return false;
  for (std::size_t i = 1; i < groups.size(); ++i)
    if (groups[i].size() != 3) return false;
  return true;
}

// NBSP, thin and narrow spaces and apostrophes that group digits become plain spaces.
std::string normalised(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = text::next_code_point(text, i);
    if (c == 0xA0 || c == 0x202F || c == 0x2009 || c == '\'' || c == 0x2019)
      out += ' ';
    else if (c == 0x2212)
      out += '-';
    else
      text::append_utf8(out, c);
  }
  return out;
}

}  // namespace

std::int64_t power_of_ten(int exponent) {
  static constexpr std::int64_t powers[] = {1,
                                            10,
                                            100,
                                            1'000,
                                            10'000,
                                            100'000,
                                            1'000'000,
                                            10'000'000,
                                            100'000'000,
                                            1'000'000'000,
                                            10'000'000'000,
                                            100'000'000'000,
                                            1'000'000'000'000,
                                            10'000'000'000'000,
                                            100'000'000'000'000,
                                            1'000'000'000'000'000,
                                            10'000'000'000'000'000,
                                            100'000'000'000'000'000,
                                            1'000'000'000'000'000'000};
  return powers[exponent];
}

std::optional<Decimal> Decimal::rescaled(int new_scale, Rounding rounding) const {
  if (new_scale < 0 || new_scale > max_scale) return std::nullopt;
  if (new_scale <= scale) return Decimal{divided(units, power_of_ten(scale - new_scale), rounding), new_scale};
  std::int64_t scaled = 0;
  if (__builtin_mul_overflow(units, power_of_ten(new_scale - scale), &scaled)) return std::nullopt;
  return Decimal{scaled, new_scale};
}

double Decimal::to_double() const {
  // Up to 2^53 and 10^22 the division is correctly rounded; beyond, the text is parsed.
  if (std::abs(units) <= (std::int64_t{1} << 53))
    return static_cast<double>(units) / static_cast<double>(power_of_ten(scale));
  return std::strtod(text().c_str(), nullptr);
}

std::string Decimal::text() const {
  const std::uint64_t magnitude = units < 0 ? 0 - static_cast<std::uint64_t>(units) : static_cast<std::uint64_t>(units);
  std::string digits = std::to_string(magnitude);
  if (scale > 0) {
    if (digits.size() <= static_cast<std::size_t>(scale))
      digits.insert(0, static_cast<std::size_t>(scale) + 1 - digits.size(), '0');
    digits.insert(digits.size() - static_cast<std::size_t>(scale), 1, '.');
  }
  return units < 0 ? "-" + digits : digits;
}

std::optional<Decimal> parse_decimal(std::string_view original) {
  original = text::trim(original);
  if (original.empty() || original.size() > 80) return std::nullopt;
  std::string copy;
  std::string_view in = original;
  for (char c : original)
    if (static_cast<unsigned char>(c) >= 0x80 || c == '\'') {
      in = copy = normalised(original);
      break;
    }
  const bool negative = in.starts_with('-');
  if (negative || in.starts_with('+')) in.remove_prefix(1);

  int exponent = 0;
  if (const std::size_t e = in.find_first_of("eE"); e != std::string_view::npos) {
    const auto parsed = text::parse_integer(in.substr(e + 1));
    if (!parsed || *parsed < -40 || *parsed > 40) return std::nullopt;
    exponent = static_cast<int>(*parsed);
    in = in.substr(0, e);
  }

  // The mark that comes last is the decimal one when it stands once; every other separator must group by three.
  const std::size_t mark_at = in.find_last_of(".,");
  std::string_view whole = in, fraction;
  char mark = '\0';
  if (mark_at != std::string_view::npos && in.find(in[mark_at]) == mark_at) {
    mark = in[mark_at];
    whole = in.substr(0, mark_at);
    fraction = in.substr(mark_at + 1);
  }
  for (char separator : {' ', '.', ','}) {
    if (separator == mark || whole.find(separator) == std::string_view::npos) continue;
    if (!groups_by_three(whole, separator)) return std::nullopt;
  }
  Digits digits;
  for (char c : whole) {
    if (c == ' ' || c == '.' || c == ',') continue;
    if (c < '0' || c > '9' || !digits.push(c)) return std::nullopt;
  }
  while (!fraction.empty() && fraction.back() == '0' && fraction.size() > static_cast<std::size_t>(max_scale))
    fraction.remove_suffix(1);
  for (char c : fraction)
    if (c < '0' || c > '9' || !digits.push(c)) return std::nullopt;
  if (!digits.any || fraction.size() > static_cast<std::size_t>(max_scale)) return std::nullopt;

  Decimal value{negative ? -digits.units : digits.units, static_cast<int>(fraction.size())};
  if (exponent == 0) return value;
  const int scale = value.scale - exponent;
  if (scale >= 0 && scale <= max_scale) return Decimal{value.units, scale};
  if (scale > max_scale || -scale > max_scale ||
      __builtin_mul_overflow(value.units, power_of_ten(-scale), &value.units))
    return std::nullopt;
  return Decimal{value.units, 0};
}

std::optional<Decimal> decimal_from_double(double value, int places) {
  if (!std::isfinite(value) || places < 0 || places > max_scale) return std::nullopt;
  char buffer[64];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::scientific).ptr;
  // d.ddddde±xx: at most 17 digits, so the units always fit.
  std::string_view shown(buffer, static_cast<std::size_t>(end - buffer));
  const std::size_t e = shown.find('e');
  Digits digits;
  int after_point = 0;
  bool point = false;
  for (char c : shown.substr(0, e)) {
    if (c == '.')
      point = true;
    else if (c != '-') {
      digits.push(c);
      after_point += point;
    }
  }
  std::string_view power = shown.substr(e + 1);
  if (power.starts_with('+')) power.remove_prefix(1);
  Decimal out{value < 0 ? -digits.units : digits.units, 0};
  int scale = after_point - static_cast<int>(*text::parse_integer(power));
  while (scale > 0 && out.units != 0 && out.units % 10 == 0) {
    out.units /= 10;
    --scale;
  }
  if (scale < 0) {
    if (-scale > max_scale || __builtin_mul_overflow(out.units, power_of_ten(-scale), &out.units)) return std::nullopt;
    scale = 0;
  }
  if (scale > places) {
    const int surplus = scale - places;
    if (surplus > max_scale) return Decimal{0, places};
    return Decimal{divided(out.units, power_of_ten(surplus), Rounding::half_up), places};
  }
  out.scale = scale;
  return out;
}

}  // namespace lunokhod
