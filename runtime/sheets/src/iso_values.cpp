#include "iso_values.hpp"

#include <cmath>

#include "lunokhod/base/text.hpp"

namespace lunokhod::sheets {
namespace {

// Digits at the start of `text`, taken off; empty when there are none or too many.
std::optional<std::int64_t> take_number(std::string_view& text) {
  std::size_t digits = 0;
  while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9') ++digits;
  if (digits == 0 || digits > 9) return std::nullopt;
  const auto number = text::parse_integer(text.substr(0, digits));
  text.remove_prefix(digits);
  return number;
}

bool take(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

// ".5" or ",5" of a second, in microseconds.
std::int64_t take_fraction(std::string_view& text) {
  if (!take(text, '.') && !take(text, ',')) return 0;
  std::int64_t value = 0, unit = 1'000'000;
  for (; !text.empty() && text.front() >= '0' && text.front() <= '9'; text.remove_prefix(1)) {
    if (unit == 1) continue;
    unit /= 10;
    value += (text.front() - '0') * unit;
  }
  return value;
}

}  // namespace

std::optional<calendar::Parsed> parse_date(std::string_view text) {
  text = text::trim(text);
  const bool negative = take(text, '-');
  const auto year = take_number(text);
  if (!year || *year > 32'767 || !take(text, '-')) return std::nullopt;
  const auto month = take_number(text);
  if (!month || !take(text, '-')) return std::nullopt;
  const auto day = take_number(text);
  const int signed_year = static_cast<int>(negative ? -*year : *year);
  if (!day || *month < 1 || *month > 12 || *day < 1 || *day > 31) return std::nullopt;
  calendar::Parsed parsed;
  parsed.microseconds = calendar::days_from_civil(signed_year, static_cast<int>(*month), static_cast<int>(*day)) *
                        calendar::microseconds_per_day;
  if (!take(text, 'T') && !take(text, ' ')) return parsed;
  const auto hour = take_number(text);
  if (!hour || *hour > 24) return std::nullopt;
  std::int64_t seconds = *hour * 3600;
  for (const std::int64_t unit : {60, 1}) {
    if (!take(text, ':')) break;
    const auto number = take_number(text);
    if (!number || *number > 60) return std::nullopt;
    seconds += *number * unit;
  }
  const std::int64_t time = seconds * 1'000'000 + take_fraction(text);
  parsed.microseconds += time;
  parsed.has_time = time != 0;
  return parsed;
}

std::optional<double> parse_duration_days(std::string_view text) {
  text = text::trim(text);
  const bool negative = take(text, '-');
  if (!take(text, 'P')) return std::nullopt;
  double days = 0;
  bool in_time = false, any = false;
  while (!text.empty()) {
    if (take(text, 'T')) {
      in_time = true;
      continue;
    }
    const auto number = take_number(text);
    if (!number) return std::nullopt;
    const double value = static_cast<double>(*number) + static_cast<double>(take_fraction(text)) / 1e6;
    if (text.empty()) return std::nullopt;
    const char unit = text.front();
    text.remove_prefix(1);
    if (!in_time && unit != 'D') return std::nullopt;
    days += unit == 'D' ? value : unit == 'H' ? value / 24 : unit == 'M' ? value / 1440 : value / 86400;
    any = true;
  }
  if (!any) return std::nullopt;
  return negative ? -days : days;
}

double serial_of(const calendar::Parsed& date, bool base_1904) {
  constexpr std::int64_t from_1899 = 25'569, from_1904 = 24'107;  // days to 1970
  const auto micros = date.microseconds;
  const std::int64_t day = calendar::microseconds_per_day;
  const std::int64_t days = micros >= 0 ? micros / day : -((day - 1 - micros) / day);
  const double time = static_cast<double>(micros - days * day) / static_cast<double>(day);
  return static_cast<double>(days + (base_1904 ? from_1904 : from_1899)) + time;
}

}  // namespace lunokhod::sheets
