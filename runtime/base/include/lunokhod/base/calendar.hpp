// Days, times and Excel serials. Proleptic Gregorian, no zones here.
// A date is days since 1970-01-01; a datetime is microseconds since 1970-01-01T00:00:00 local, without a zone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lunokhod::calendar {

inline constexpr std::int64_t microseconds_per_day = 86'400'000'000;

struct Civil {
  int year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0, microsecond = 0;
  bool operator==(const Civil&) const = default;
};

bool is_valid(int year, int month, int day);
std::int64_t days_from_civil(int year, int month, int day);
Civil civil_from_days(std::int64_t days);
Civil civil_from_microseconds(std::int64_t microseconds);
std::int64_t microseconds_from_civil(const Civil& civil);

// Excel serials. 1900 base knows the false 29 February 1900: serial 60 reads as 1900-02-28, 1–59 as Excel shows them.
// Rounded to the millisecond, so 23:59:59.9995 becomes midnight of the next day. Empty where Excel shows no date.
std::optional<std::int64_t> microseconds_from_serial(double serial, bool base_1904);
double serial_from_microseconds(std::int64_t microseconds, bool base_1904 = false);

std::string format_date(std::int64_t days);              // 2025-12-31
std::string format_datetime(std::int64_t microseconds);  // 2025-12-31T10:00:00[.123456]
// Pattern of yyyy yy mm dd hh nn ss, everything else as it is; "mm" after "hh" or before "ss" are minutes too.
std::string format(std::int64_t microseconds, std::string_view pattern);

struct Parsed {
  std::int64_t microseconds = 0;
  bool has_time = false;
};
// 31.12.2025, 31/12/2025, 31-12-2025, 2025-12-31, 20251231, 31.12.25, each with an optional time (T or space, seconds,
// fraction, AM/PM); "Jan 31 2025 12:00AM", "31 Jan 2025", «янв 31 2025», «31 января 2025 г.». Day before month; nothing
// is guessed: what does not fit is empty.
std::optional<Parsed> parse(std::string_view text);

}  // namespace lunokhod::calendar
