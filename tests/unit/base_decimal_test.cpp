#include <gtest/gtest.h>

#include "lunokhod/base/decimal.hpp"

using lunokhod::Decimal;
using lunokhod::Rounding;

namespace {
std::string parsed(const char* text) {
  const auto value = lunokhod::parse_decimal(text);
  return value ? value->text() : "nothing";
}
std::string shortest(double value, int places = 18) {
  const auto made = lunokhod::decimal_from_double(value, places);
  return made ? made->text() : "nothing";
}
}  // namespace

TEST(ParseDecimal, russian_and_english_marks_are_read) {
  EXPECT_EQ(parsed("1 234,56"), "1234.56");
  EXPECT_EQ(parsed("1\u00A0234\u00A0567,8"), "1234567.8");
  EXPECT_EQ(parsed("1,234.56"), "1234.56");
  EXPECT_EQ(parsed("1.234,56"), "1234.56");
  EXPECT_EQ(parsed("-0,50"), "-0.50");
  EXPECT_EQ(parsed("\u22125"), "-5");
  EXPECT_EQ(parsed("1E-3"), "0.001");
  EXPECT_EQ(parsed("1.5e3"), "1500");
}
TEST(ParseDecimal, wrong_grouping_is_not_a_number) {
  for (const char* bad :
       {"12 34,5", "1 2345", "1,23,456.0", "1.2.3", "", "-", ".", "1-2", "12a", "1 234 5", "0x10", "1e999", "--1"})
    EXPECT_EQ(parsed(bad), "nothing") << bad;
}
TEST(ParseDecimal, what_does_not_fit_64_bits_is_refused_not_wrapped) {
  EXPECT_EQ(parsed("9223372036854775807"), "9223372036854775807");
  EXPECT_EQ(parsed("9223372036854775808"), "nothing");
}
TEST(DecimalFromDouble, is_the_shortest_that_reads_back_the_same) {
  EXPECT_EQ(shortest(0.1), "0.1");
  EXPECT_EQ(shortest(1234.5), "1234.5");
  EXPECT_EQ(shortest(-4600000000000), "-4600000000000");
  EXPECT_EQ(shortest(1e300), "nothing");
  EXPECT_EQ(shortest(2.675, 2), "2.68");
  EXPECT_EQ(shortest(0), "0");
}
TEST(DecimalRescaled, rounding_is_by_name_and_overflow_is_an_answer) {
  EXPECT_EQ((Decimal{125, 2}.rescaled(1)->text()), "1.3");
  EXPECT_EQ((Decimal{-125, 2}.rescaled(1)->text()), "-1.3");
  EXPECT_EQ((Decimal{125, 2}.rescaled(1, Rounding::half_even)->text()), "1.2");
  EXPECT_EQ((Decimal{129, 2}.rescaled(1, Rounding::down)->text()), "1.2");
  EXPECT_FALSE((Decimal{INT64_MAX, 0}.rescaled(1)));
}
TEST(DecimalText, keeps_its_scale) {
  EXPECT_EQ((Decimal{5, 3}.text()), "0.005");
  EXPECT_EQ((Decimal{INT64_MIN, 0}.text()), "-9223372036854775808");
}
