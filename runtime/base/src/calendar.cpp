// Days, serials and formatting; parsing of what people write is in calendar_parse.cpp.
#include "lunokhod/base/calendar.hpp"

#include <cmath>
#include <string>

namespace lunokhod::calendar {
namespace {

constexpr std::int64_t excel_epoch_1900 = -25'569;  // 1899-12-30: right for serials from 61 (1900-03-01) on
constexpr std::int64_t excel_epoch_1904 = -24'107;  // 1904-01-01
constexpr double last_serial = 2'958'466;           // 10000-01-01

bool is_leap(int year) {
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

// With zeros in front, as printf's %0*d.
void append_number(std::string& out, int value, int width) {
  if (value < 0) {
    out += '-';
    --width;
  }
  unsigned left = value < 0 ? 0U - static_cast<unsigned>(value) : static_cast<unsigned>(value);
  char digits[10];
  int count = 0;
  for (; left != 0 || count == 0; left /= 10) digits[count++] = static_cast<char>('0' + left % 10);
  if (width > count) out.append(static_cast<std::size_t>(width - count), '0');
  while (count > 0) out += digits[--count];
}

void append_date(std::string& out, const Civil& civil) {
  append_number(out, civil.year, 4);
  out += '-';
  append_number(out, civil.month, 2);
  out += '-';
  append_number(out, civil.day, 2);
}

}  // namespace

bool is_valid(int year, int month, int day) {
  static constexpr int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1) return false;
  return day <= lengths[month - 1] + (month == 2 && is_leap(year) ? 1 : 0);
}

// H. Hinnant, "chrono-Compatible Low-Level Date Algorithms": eras of 400 years that begin on 1 March.
std::int64_t days_from_civil(int year, int month, int day) {
  const std::int64_t y = year - (month <= 2);
  const std::int64_t era = (y >= 0 ? y : y - 399) / 400;
  const std::int64_t year_of_era = y - era * 400;
  const std::int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146'097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719'468;
}

Civil civil_from_days(std::int64_t days) {
  days += 719'468;
  const std::int64_t era = (days >= 0 ? days : days - 146'096) / 146'097;
  const std::int64_t day_of_era = days - era * 146'097;
  const std::int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t month_from_march = (5 * day_of_year + 2) / 153;
  Civil civil;
  civil.day = static_cast<int>(day_of_year - (153 * month_from_march + 2) / 5 + 1);
  civil.month = static_cast<int>(month_from_march < 10 ? month_from_march + 3 : month_from_march - 9);
  civil.year = static_cast<int>(year_of_era + era * 400 + (civil.month <= 2));
  return civil;
}

Civil civil_from_microseconds(std::int64_t microseconds) {
  std::int64_t days = microseconds / microseconds_per_day;
  std::int64_t rest = microseconds % microseconds_per_day;
  if (rest < 0) {
    rest += microseconds_per_day;
    --days;
  }
  Civil civil = civil_from_days(days);
  civil.microsecond = static_cast<int>(rest % 1'000'000);
  rest /= 1'000'000;
  civil.second = static_cast<int>(rest % 60);
  civil.minute = static_cast<int>(rest / 60 % 60);
  civil.hour = static_cast<int>(rest / 3600);
  return civil;
}

std::int64_t microseconds_from_civil(const Civil& civil) {
  const std::int64_t seconds = (civil.hour * 60 + civil.minute) * 60 + civil.second;
  return days_from_civil(civil.year, civil.month, civil.day) * microseconds_per_day + seconds * 1'000'000 +
         civil.microsecond;
}

std::optional<std::int64_t> microseconds_from_serial(double serial, bool base_1904) {
  if (!(serial >= 0) || serial >= last_serial) return std::nullopt;
  const double whole = std::floor(serial);
  auto days = static_cast<std::int64_t>(whole);
  const auto milliseconds = static_cast<std::int64_t>(std::llround((serial - whole) * 86'400'000.0));
  if (base_1904)
    days += excel_epoch_1904;
  else
    days += excel_epoch_1900 + (days < 60 ? 1 : 0);  // 29 February 1900 never was: before it Excel is a day ahead
  return days * microseconds_per_day + milliseconds * 1000;
}

double serial_from_microseconds(std::int64_t microseconds, bool base_1904) {
  std::int64_t days = microseconds / microseconds_per_day;
  std::int64_t rest = microseconds % microseconds_per_day;
  if (rest < 0) {
    rest += microseconds_per_day;
    --days;
  }
  days -= base_1904 ? excel_epoch_1904 : excel_epoch_1900;
  if (!base_1904 && days < 61) --days;
  return static_cast<double>(days) + static_cast<double>(rest) / static_cast<double>(microseconds_per_day);
}

std::string format_date(std::int64_t days) {
  std::string out;
  append_date(out, civil_from_days(days));
  return out;
}

std::string format_datetime(std::int64_t microseconds) {
  const Civil civil = civil_from_microseconds(microseconds);
  std::string out;
  append_date(out, civil);
  out += 'T';
  append_number(out, civil.hour, 2);
  out += ':';
  append_number(out, civil.minute, 2);
  out += ':';
  append_number(out, civil.second, 2);
  if (civil.microsecond == 0) return out;
  out += '.';
  append_number(out, civil.microsecond, 6);
  while (out.back() == '0') out.pop_back();
  return out;
}

std::string format(std::int64_t microseconds, std::string_view pattern) {
  const Civil civil = civil_from_microseconds(microseconds);
  std::string out;
  bool after_hours = false;
  const auto number = [&out](int value, int digits) { append_number(out, value, digits); };
  for (std::size_t i = 0; i < pattern.size();) {
    const char letter = static_cast<char>(pattern[i] | 0x20);
    std::size_t run = 1;
    while (i + run < pattern.size() && (pattern[i + run] | 0x20) == letter) ++run;
    const bool before_seconds = pattern.substr(i + run).find_first_of("sS") == 1;
    if (letter == 'y' && run == 4)
      number(civil.year, 4);
    else if (letter == 'y' && run == 2)
      number(civil.year % 100, 2);
    else if (letter == 'd' && run <= 2)
      number(civil.day, static_cast<int>(run));
    else if (letter == 'h' && run <= 2)
      number(civil.hour, static_cast<int>(run));
    else if (letter == 'n' && run <= 2)
      number(civil.minute, static_cast<int>(run));
    else if (letter == 's' && run <= 2)
      number(civil.second, static_cast<int>(run));
    else if (letter == 'm' && run <= 2)
      number(after_hours || before_seconds ? civil.minute : civil.month, static_cast<int>(run));
    else
      out.append(pattern, i, run);
    if (letter >= 'a' && letter <= 'z') after_hours = letter == 'h';
    i += run;
  }
  return out;
}

}  // namespace lunokhod::calendar
