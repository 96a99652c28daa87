#include <gtest/gtest.h>

#include "number_format.hpp"

namespace lunokhod::sheets {
namespace {

constexpr auto number = NumberKind::number;
constexpr auto date = NumberKind::date;
constexpr auto timed = NumberKind::date_with_time;

TEST(NumberFormat, the_letters_of_a_date_make_a_date) {
  for (const char* code : {"dd.mm.yyyy", "m/d/yy", "d-mmm", "yyyy", "MMMM", "[$-419]d mmmm yyyy \"г.\";@",
                           "yyyy\\-mm\\-dd", "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "[Red]dd.mm.yy", "[$-411]ge.m.d",
                           "[DBNum1][$-804]yyyy\"年\"m\"月\"", "bbbb"}) {
    EXPECT_EQ(number_kind(code), date) << code;
  }
}

TEST(NumberFormat, hours_and_seconds_make_a_date_with_a_time) {
  for (const char* code : {"h:mm", "hh:mm:ss", "dd.mm.yyyy hh:mm", "[h]:mm", "[mm]:ss", "[s]", "mm:ss.0", "h:mm AM/PM",
                           "h \"ч\"", "mmss.000", "[HH]:MM", "h:mm A/P"}) {
    EXPECT_EQ(number_kind(code), timed) << code;
  }
}

TEST(NumberFormat, everything_else_is_a_number) {
  for (const char* code : {"General",
                           "GENERAL",
                           "",
                           "0",
                           "0.00",
                           "#,##0.00",
                           "0%",
                           "0.00E+00",
                           "##0.0E+0",
                           "# ?/?",
                           "[Red]0",
                           "[Red]-0;[Blue]0",
                           "0\" days\"",
                           "0 \"d\"",
                           "@",
                           "[$-419]0.00",
                           "_-* #,##0.00\\ _₽_-",
                           "[<=9999999]###\\-####;\\(###\\)\\ ###\\-####",
                           "\"ymd\"",
                           "\\d\\m\\y",
                           "_d0",
                           "[Yellow]#,##0",
                           "[$SEK] #,##0",
                           "#,##0\\ \"шт.\"",
                           "0.0;[Red]-0.0;\"hmm\"",
                           "General\" days\"",
                           "*d0",
                           "\"unclosed d"}) {
    EXPECT_EQ(number_kind(code), number) << code;
  }
}

TEST(NumberFormat, the_first_section_decides) {
  EXPECT_EQ(number_kind("0;yyyy"), number);
  EXPECT_EQ(number_kind("yyyy;0"), date);
}

TEST(NumberFormat, numbers_of_formats_that_need_no_code) {
  for (const int id : {14, 15, 16, 17, 27, 30, 31, 36, 50, 54, 57, 58}) EXPECT_EQ(builtin_number_kind(id), date) << id;
  for (const int id : {18, 19, 20, 21, 22, 32, 45, 46, 47, 55, 56}) EXPECT_EQ(builtin_number_kind(id), timed) << id;
  for (const int id : {-1, 0, 1, 4, 9, 13, 23, 26, 37, 44, 48, 49, 59, 163, 164, 100000})
    EXPECT_EQ(builtin_number_kind(id), number) << id;
}

}  // namespace
}  // namespace lunokhod::sheets
