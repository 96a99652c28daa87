#include <gtest/gtest.h>

#include "lunokhod/base/text.hpp"

namespace text = lunokhod::text;

TEST(Fold, case_and_runs_of_spaces_do_not_matter) {
  EXPECT_EQ(text::fold("  Код \u00A0 ТОВАРА\n"), text::fold("код товара"));
  EXPECT_EQ(text::fold("\uFEFFФилиал"), "филиал");
}
TEST(Fold, yo_is_ye) {
  EXPECT_EQ(text::fold("Отчёт"), text::fold("ОТЧЕТ"));
}
TEST(Fold, latin_lookalikes_in_a_cyrillic_word_become_cyrillic) {
  EXPECT_EQ(text::fold("KлиEHT"), text::fold("клиент"));  // K, E, H, T typed in the Latin layout
  EXPECT_EQ(text::fold("Bec"), "bec");                    // wholly Latin: left alone
}
TEST(Fold, a_latin_word_beside_a_cyrillic_one_stays_latin) {
  EXPECT_EQ(text::fold("UID товара"), "uid товара");
  EXPECT_NE(text::fold("код"), text::fold("кот"));
}
TEST(Trim, takes_no_break_spaces_and_byte_order_marks_at_both_ends) {
  EXPECT_EQ(text::trim("\uFEFF \u00A0 а б\u202F\t"), "а б");
}
TEST(Utf8, broken_bytes_are_seen_and_repaired_one_by_one) {
  EXPECT_TRUE(text::is_utf8("Жук 🐞"));
  for (const char* bad : {"\xC0\xAF", "\xED\xA0\x80", "\xF5\x80\x80\x80", "\xE2\x82", "\x80"})
    EXPECT_FALSE(text::is_utf8(bad)) << bad;
  EXPECT_EQ(text::repair_utf8("а\xFF"), "а\uFFFD");
}
TEST(DisplayWidth, combining_marks_take_no_room_and_wide_characters_two) {
  EXPECT_EQ(text::display_width("й"), 1u);
  EXPECT_EQ(text::display_width("и\u0306"), 1u);
  EXPECT_EQ(text::display_width("日本"), 4u);
}
TEST(Cut, leaves_room_for_the_ellipsis) {
  EXPECT_EQ(text::cut("Казань", 6), "Казань");
  EXPECT_EQ(text::cut("Казань", 4), "Каз…");
}
TEST(Nearest, a_slip_of_the_keyboard_is_found_and_a_stranger_is_not) {
  EXPECT_EQ(text::nearest("prcoess", {"process", "tasks", "look"}), std::vector<std::string>{"process"});
  EXPECT_TRUE(text::nearest("qwerty", {"process", "tasks", "look"}).empty());
}
TEST(ParseInteger, takes_the_whole_text_or_nothing) {
  EXPECT_EQ(text::parse_integer("-42"), -42);
  EXPECT_EQ(text::parse_integer("+7"), 7);
  for (const char* bad : {"", "+", "+-1", "1 ", "1.0", "9223372036854775808"})
    EXPECT_FALSE(text::parse_integer(bad)) << bad;
}
TEST(FormatFloat, whole_numbers_have_no_point_and_no_exponent) {
  EXPECT_EQ(text::format_float(4600000000000.0), "4600000000000");
  EXPECT_EQ(text::format_float(5), "5");
  EXPECT_EQ(text::format_float(-0.0), "0");
  EXPECT_EQ(text::format_float(0.1), "0.1");
}
TEST(ParseDuration, units_are_seconds_minutes_hours_days) {
  EXPECT_EQ(text::parse_duration_seconds("30m"), 1800);
  EXPECT_EQ(text::parse_duration_seconds("2h"), 7200);
  for (const char* bad : {"", "m", "-1s", "5 w", "1.5h", "99999999999999999d"})
    EXPECT_FALSE(text::parse_duration_seconds(bad)) << bad;
}
