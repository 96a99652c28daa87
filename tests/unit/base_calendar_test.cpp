#include <gtest/gtest.h>

#include <limits>

#include "lunokhod/base/calendar.hpp"

namespace calendar = lunokhod::calendar;

namespace {
std::string iso(const char* text) {
  const auto parsed = calendar::parse(text);
  return parsed ? calendar::format_datetime(parsed->microseconds) : "nothing";
}
std::string iso_serial(double serial, bool base_1904 = false) {
  const auto at = calendar::microseconds_from_serial(serial, base_1904);
  return at ? calendar::format_datetime(*at) : "nothing";
}
}  // namespace

TEST(CalendarParse, dates_of_the_three_clients_are_read) {
  EXPECT_EQ(iso("31.12.2025"), "2025-12-31T00:00:00");
  EXPECT_EQ(iso("Jan 31 2025 12:00AM"), "2025-01-31T00:00:00");
  EXPECT_EQ(iso("янв 31 2025"), "2025-01-31T00:00:00");
  EXPECT_EQ(iso("2025-01-31T14:05:09"), "2025-01-31T14:05:09");
}
TEST(CalendarParse, words_spaces_and_the_letter_of_the_year_do_not_matter) {
  EXPECT_EQ(iso(" 31\u00A0января 2025 г. "), "2025-01-31T00:00:00");
  EXPECT_EQ(iso("5 мая 2025"), "2025-05-05T00:00:00");
  EXPECT_EQ(iso("5 марта 2025"), "2025-03-05T00:00:00");
  EXPECT_EQ(iso("1/2/25 1:05 pm"), "2025-02-01T13:05:00");
  EXPECT_EQ(iso("20250131"), "2025-01-31T00:00:00");
}
TEST(CalendarParse, what_is_no_date_is_not_guessed) {
  for (const char* bad : {"31.02.2025", "13.13.2025", "2025", "12345", "31.12", "1.2.3.4", "31.12/2025", "Итого",
                          "12:30", "31.12.2025 25:00", "31.12.2025 x", "-1.1.2025"})
    EXPECT_EQ(iso(bad), "nothing") << bad;
}
TEST(ExcelSerial, the_false_leap_day_of_1900_is_known) {
  EXPECT_EQ(iso_serial(1), "1900-01-01T00:00:00");
  EXPECT_EQ(iso_serial(59), "1900-02-28T00:00:00");
  EXPECT_EQ(iso_serial(60), "1900-02-28T00:00:00") << "the day that never was";
  EXPECT_EQ(iso_serial(61), "1900-03-01T00:00:00");
  EXPECT_EQ(iso_serial(45658), "2025-01-01T00:00:00");
}
TEST(ExcelSerial, the_base_of_1904_is_four_years_later) {
  EXPECT_EQ(iso_serial(0, true), "1904-01-01T00:00:00");
}
TEST(ExcelSerial, half_a_millisecond_before_midnight_rounds_to_the_next_day) {
  EXPECT_EQ(iso_serial(45658 + (86399.9996 / 86400)), "2025-01-02T00:00:00");
}
TEST(ExcelSerial, outside_of_the_calendar_there_is_no_date) {
  EXPECT_EQ(iso_serial(-1), "nothing");
  EXPECT_EQ(iso_serial(2958466), "nothing");
  EXPECT_EQ(iso_serial(std::numeric_limits<double>::quiet_NaN()), "nothing");
}
TEST(ExcelSerial, goes_there_and_back) {
  for (double serial : {1.0, 59.0, 61.0, 45658.5, 73050.25})
    EXPECT_DOUBLE_EQ(calendar::serial_from_microseconds(*calendar::microseconds_from_serial(serial, false)), serial);
}
TEST(CalendarFormat, m_after_hours_is_minutes) {
  const auto at = calendar::parse("2025-01-31T14:05:09")->microseconds;
  EXPECT_EQ(calendar::format(at, "dd.mm.yyyy hh:mm:ss"), "31.01.2025 14:05:09");
  EXPECT_EQ(calendar::format(at, "yyyymmdd_hhnnss"), "20250131_140509");
  EXPECT_EQ(calendar::format(at, "d.m.yy"), "31.1.25");
}
TEST(Calendar, days_and_civil_dates_are_inverse_over_the_whole_range) {
  for (std::int64_t day = calendar::days_from_civil(1, 1, 1); day <= calendar::days_from_civil(9999, 12, 31);
       day += 97) {
    const auto civil = calendar::civil_from_days(day);
    ASSERT_TRUE(calendar::is_valid(civil.year, civil.month, civil.day));
    ASSERT_EQ(calendar::days_from_civil(civil.year, civil.month, civil.day), day);
  }
}
