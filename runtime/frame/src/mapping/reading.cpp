#include "mapping/reading.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>

#include "lunokhod/base/calendar.hpp"
#include "lunokhod/base/text.hpp"

namespace lunokhod::reading {
namespace {

// Digits with at most one mark, no spaces, at most 18 digits: nearly every number of nearly every file.
std::optional<Decimal> plain_decimal(std::string_view text) {
  if (text.empty() || text.size() > 20) return std::nullopt;
  std::size_t at = text[0] == '-' ? 1 : 0;
  std::int64_t units = 0;
  int digits = 0, mark = -1;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c >= '0' && c <= '9') {
      if (++digits > 18) return std::nullopt;
      units = units * 10 + (c - '0');
    } else if ((c == '.' || c == ',') && mark < 0 && digits > 0) {
      mark = digits;
    } else {
      return std::nullopt;
    }
  }
  if (digits == 0 || mark == digits) return std::nullopt;
  return Decimal{text[0] == '-' ? -units : units, mark < 0 ? 0 : digits - mark};
}

// Two to four digits at a place; negative when there is something else.
int digits_at(std::string_view text, std::size_t at, std::size_t count) {
  int value = 0;
  for (; count > 0; --count, ++at) {
    if (text[at] < '0' || text[at] > '9') return -1;
    value = value * 10 + (text[at] - '0');
  }
  return value;
}

// 31.12.2025 and 2025-12-31, the two ways that make up most columns.
std::optional<std::int64_t> plain_day(std::string_view text) {
  if (text.size() != 10) return std::nullopt;
  int year, month, day;
  if (text[2] == '.' && text[5] == '.') {
    year = digits_at(text, 6, 4), month = digits_at(text, 3, 2), day = digits_at(text, 0, 2);
  } else if (text[4] == '-' && text[7] == '-') {
    year = digits_at(text, 0, 4), month = digits_at(text, 5, 2), day = digits_at(text, 8, 2);
  } else {
    return std::nullopt;
  }
  if (year < 1 || !calendar::is_valid(year, month, day)) return std::nullopt;
  return calendar::days_from_civil(year, month, day);
}

}  // namespace

bool is_blank(std::string_view text) {
  if (text.empty()) return true;
  const auto first = static_cast<unsigned char>(text[0]);
  if (first > ' ' && first < 0x80) return false;
  return text::trim(text).empty();
}

std::optional<Decimal> decimal(std::string_view text) {
  if (const auto plain = plain_decimal(text)) return plain;
  return parse_decimal(text);
}

std::optional<Decimal> decimal(double number, int scale) {
  // units / 10^places is correctly rounded, so when it gives the number back these units are what was typed.
  if (std::abs(number) < 1e9) {
    for (int places = 0; places <= std::min(scale, 6); ++places) {
      const double unit = static_cast<double>(power_of_ten(places));
      const double units = std::nearbyint(number * unit);
      if (units / unit == number) return Decimal{static_cast<std::int64_t>(units), places};
    }
  }
  return decimal_from_double(number, scale);
}

std::optional<std::int64_t> integer(std::string_view text) {
  const auto value = decimal(text);
  if (!value) return std::nullopt;
  if (value->scale == 0) return value->units;
  const std::int64_t unit = power_of_ten(value->scale);
  if (value->units % unit != 0) return std::nullopt;
  return value->units / unit;
}

std::optional<std::int64_t> integer(double number) {
  constexpr double exact = 9007199254740992.0;
  if (!(std::abs(number) <= exact) || number != std::trunc(number)) return std::nullopt;
  return static_cast<std::int64_t>(number);
}

std::optional<double> number(std::string_view text) {
  text = text::trim(text);
  if (const auto value = decimal(text)) return value->to_double();
  return text::parse_float(text);  // exponents and digits past 64 bits
}

std::optional<bool> boolean(std::string_view text) {
  text = text::trim(text);
  if (text == "1") return true;
  if (text == "0") return false;
  if (text.size() > 16) return std::nullopt;
  const std::string lower = text::lower(text);
  for (std::string_view yes : {"да", "true", "истина", "yes", "д", "y"})
    if (lower == yes) return true;
  for (std::string_view no : {"нет", "false", "ложь", "no", "н", "n"})
    if (lower == no) return false;
  return std::nullopt;
}

std::optional<std::int64_t> moment(std::string_view text) {
  if (const auto day = plain_day(text)) return *day * calendar::microseconds_per_day;
  if (const auto parsed = calendar::parse(text)) return parsed->microseconds;
  const auto value = decimal(text);
  if (!value) return std::nullopt;
  return moment(value->to_double());
}

std::optional<std::int64_t> moment(double serial) {
  if (!(serial >= 10'000 && serial < 73'416)) return std::nullopt;
  return calendar::microseconds_from_serial(serial, false);
}

std::int64_t day_of(std::int64_t microseconds) {
  const std::int64_t days = microseconds / calendar::microseconds_per_day;
  return microseconds % calendar::microseconds_per_day < 0 ? days - 1 : days;
}

std::optional<std::string> text(double number) {
  if (!std::isfinite(number)) return std::nullopt;
  char buffer[64];
  if (number == std::trunc(number)) {
    if (std::abs(number) >= 1e15) return std::nullopt;
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, static_cast<std::int64_t>(number)).ptr;
    return std::string(buffer, end);
  }
  const std::string shortest = text::format_float(number);
  std::size_t digits = 0;
  for (char c : shortest) digits += c >= '0' && c <= '9';
  if (digits <= 15) return shortest;
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, number, std::chars_format::general, 15).ptr;
  return text::format_float(std::strtod(std::string(buffer, end).c_str(), nullptr));
}

}  // namespace lunokhod::reading
