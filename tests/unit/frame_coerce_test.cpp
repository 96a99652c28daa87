// One column read as another type: what fits, what is empty, what is a problem.
#include "frame_builders.hpp"
#include "lunokhod/frame/cast.hpp"
#include "lunokhod/frame/mapping.hpp"

namespace lunokhod {
namespace {

using namespace testing;

struct Read {
  Shown values;
  std::size_t problems;
  bool operator==(const Read&) const = default;
};

std::ostream& operator<<(std::ostream& out, const Read& read) {
  for (const std::string& value : read.values) out << '[' << value << ']';
  return out << " and " << read.problems << " problems";
}

Read read_as(Dtype dtype, Column column, int scale = -1, std::string_view format = "") {
  Problems problems;
  const Column out = coerce(frame_of(std::move(column)), 0, dtype, scale, format, problems);
  EXPECT_EQ(out.dtype, dtype);
  for (std::size_t row = 0; row < out.size(); ++row) EXPECT_TRUE(!out.is_null(row) || out.words[row] == 0);
  return {shown(out), problems.count()};
}

TEST(Coerce, identifiers_keep_leading_zeros_and_all_digits) {
  EXPECT_EQ(read_as(Dtype::text, texts("инн", {"0012", "46012345678901234567"})),
            (Read{{"0012", "46012345678901234567"}, 0}));
  EXPECT_EQ(read_as(Dtype::text, floats("код", {5, 4601234567890, 999999999999999, -7, 0.5, 1234.56})),
            (Read{{"5", "4601234567890", "999999999999999", "-7", "0.5", "1234.56"}, 0}));
}

TEST(Coerce, a_number_past_fifteen_digits_is_no_identifier) {
  EXPECT_EQ(read_as(Dtype::text, floats("код", {1e15, 4.60123456789012e18, 1e300})), (Read{{"∅", "∅", "∅"}, 3}));
}

TEST(Coerce, a_computed_number_shows_fifteen_digits_as_excel_does) {
  EXPECT_EQ(read_as(Dtype::text, floats("x", {0.1 + 0.2, 1.1 * 3})), (Read{{"0.3", "3.3"}, 0}));
}

TEST(Coerce, russian_and_english_numbers_become_decimals) {
  EXPECT_EQ(read_as(Dtype::decimal, texts("x", {"1\u00a0234,56", "1 234 567,8", "1,234.56", "-0,5", "12", " 7 "})),
            (Read{{"1234.56", "1234567.80", "1234.56", "-0.50", "12.00", "7.00"}, 0}));
}

TEST(Coerce, wrong_grouping_and_words_are_problems_and_blanks_are_empty) {
  EXPECT_EQ(read_as(Dtype::decimal, texts("x", {"12 34,5", "1,23,456", "abc", "5 шт", "", " \u00a0", std::nullopt})),
            (Read{{"∅", "∅", "∅", "∅", "∅", "∅", "∅"}, 4}));
}

TEST(Coerce, the_scale_of_a_decimal_is_as_found_and_at_most_six) {
  EXPECT_EQ(read_as(Dtype::decimal, floats("x", {1.5, 2, 0.25})), (Read{{"1.50", "2.00", "0.25"}, 0}));
  EXPECT_EQ(read_as(Dtype::decimal, floats("x", {0.1 + 0.2, 1.0 / 3})), (Read{{"0.300000", "0.333333"}, 0}));
  EXPECT_EQ(read_as(Dtype::decimal, floats("x", {3, 4})), (Read{{"3", "4"}, 0}));
}

TEST(Coerce, a_given_scale_rounds_half_away_from_zero_on_the_digits_seen) {
  EXPECT_EQ(read_as(Dtype::decimal, floats("x", {1.005, -1.005, 2.5}), 2), (Read{{"1.01", "-1.01", "2.50"}, 0}));
  EXPECT_EQ(read_as(Dtype::decimal, texts("x", {"1,005", "0,994"}), 2), (Read{{"1.01", "0.99"}, 0}));
}

TEST(Coerce, a_decimal_that_does_not_fit_is_a_problem) {
  EXPECT_EQ(read_as(Dtype::decimal, texts("x", {"99999999999999999999", "1e30", "1e-30"}), 2),
            (Read{{"∅", "∅", "∅"}, 3}));
  EXPECT_EQ(read_as(Dtype::decimal, floats("x", {1e300}), 2), (Read{{"∅"}, 1}));
}

TEST(Coerce, integers_are_whole_numbers_however_written) {
  EXPECT_EQ(read_as(Dtype::integer, texts("x", {"5", "1 000", "5,00", "-3", "5,5", "9223372036854775807"})),
            (Read{{"5", "1000", "5", "-3", "∅", "9223372036854775807"}, 1}));
  EXPECT_EQ(read_as(Dtype::integer, floats("x", {5, 5.5, 1e17})), (Read{{"5", "∅", "∅"}, 2}));
  EXPECT_EQ(read_as(Dtype::integer, decimals("x", 2, {500, 550})), (Read{{"5", "∅"}, 1}));
}

TEST(Coerce, floats_from_text) {
  EXPECT_EQ(read_as(Dtype::float_, texts("x", {"1,5", "1 234,25", "1e300", "x", "1e999"})),
            (Read{{"1.5", "1234.25", "1e+300", "∅", "∅"}, 2}));
}

TEST(Coerce, dates_come_in_many_writings) {
  EXPECT_EQ(
      read_as(Dtype::date, texts("x", {"31.12.2025", "2025-12-31", "Jan 31 2025 12:00AM", "янв 31 2025", "31/12/2025",
                                       "31.12.2025 23:59", "20251231"})),
      (Read{{"2025-12-31", "2025-12-31", "2025-01-31", "2025-01-31", "2025-12-31", "2025-12-31", "2025-12-31"}, 0}));
}

TEST(Coerce, what_is_no_day_of_the_calendar_is_a_problem) {
  EXPECT_EQ(read_as(Dtype::date, texts("x", {"31.02.2025", "00.01.2025", "29.02.2023", "2025", "12.2025"})),
            (Read{{"∅", "∅", "∅", "∅", "∅"}, 5}));
}

TEST(Coerce, a_plain_number_is_a_serial_when_it_is_no_year) {
  EXPECT_EQ(read_as(Dtype::date, floats("x", {45658, 45658.75, 73415})),
            (Read{{"2025-01-01", "2025-01-01", "2100-12-31"}, 0}));
  EXPECT_EQ(read_as(Dtype::date, floats("x", {2025, 5, -1, 73416, 1e9})), (Read{{"∅", "∅", "∅", "∅", "∅"}, 5}));
  EXPECT_EQ(read_as(Dtype::date, texts("x", {"45658", "45658,0", "2025"})),
            (Read{{"2025-01-01", "2025-01-01", "∅"}, 1}));
  EXPECT_EQ(read_as(Dtype::datetime, floats("x", {45658.75})), (Read{{"2025-01-01T18:00:00"}, 0}));
}

TEST(Coerce, a_date_as_text_is_iso_or_by_the_format) {
  EXPECT_EQ(read_as(Dtype::text, dates("x", {"31.12.2025"})), (Read{{"2025-12-31"}, 0}));
  EXPECT_EQ(read_as(Dtype::text, moments("x", {"31.12.2025", "31.12.2025 10:30"})),
            (Read{{"2025-12-31", "2025-12-31T10:30:00"}, 0}));
  EXPECT_EQ(read_as(Dtype::text, moments("x", {"31.12.2025 10:30"}), -1, "dd.mm.yyyy"), (Read{{"31.12.2025"}, 0}));
}

TEST(Coerce, yes_and_no_in_two_languages) {
  EXPECT_EQ(read_as(Dtype::boolean, texts("x", {"Да", "нет", "TRUE", "ложь", "1", "0", "может"})),
            (Read{{"true", "false", "true", "false", "true", "false", "∅"}, 1}));
  EXPECT_EQ(read_as(Dtype::boolean, floats("x", {1, 0, 2})), (Read{{"true", "false", "∅"}, 1}));
}

TEST(Coerce, a_mixed_column_is_read_cell_by_cell) {
  const auto mixed = [] {
    return MixedColumn("x").number(5).text("1 000,5").error("#N/A").empty().date("31.12.2025").column;
  };
  EXPECT_EQ(read_as(Dtype::decimal, mixed()), (Read{{"5.0", "1000.5", "∅", "∅", "∅"}, 2}));
  EXPECT_EQ(read_as(Dtype::text, mixed()), (Read{{"5", "1 000,5", "∅", "∅", "2025-12-31"}, 1}));
  EXPECT_EQ(read_as(Dtype::date, mixed()), (Read{{"∅", "∅", "∅", "∅", "2025-12-31"}, 3}));
}

TEST(Coerce, a_problem_has_the_address_the_value_and_what_was_wanted) {
  Problems problems;
  coerce(frame_of(texts("a", {"1", "2"}), texts("кол-во", {"1", "много"})), 1, Dtype::integer, -1, "", problems);
  ASSERT_EQ(problems.count(), 1u);
  EXPECT_EQ(problems.list()[0].text(),
            "sales.xlsx, sheet Plan, cell B3, column \"кол-во\": \"много\" is not an integer");
}

TEST(Coerce, repeated_values_are_read_alike_each_time) {
  Column column = texts("x", {});
  for (int i = 0; i < 20'000; ++i) column.push_text(i % 3 == 0 ? "x" : std::to_string(i % 5000));
  const Read read = read_as(Dtype::integer, std::move(column));
  EXPECT_EQ(read.problems, 6667u);
  for (int i = 0; i < 20'000; ++i)
    ASSERT_EQ(read.values[static_cast<std::size_t>(i)], i % 3 == 0 ? "∅" : std::to_string(i % 5000));
}

TEST(Cast, keeps_the_place_of_the_column_and_adds_the_problems) {
  const auto frame = cast(frame_of(texts("a", {"x", "2"}), texts("b", {"y", "z"})), "A", Dtype::integer);
  ASSERT_TRUE(frame.ok());
  EXPECT_EQ(frame->names(), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(shown(*frame, "a"), (Shown{"∅", "2"}));
  EXPECT_EQ(frame->problems().count(), 1u);
  EXPECT_EQ(cast(*frame, "нет", Dtype::text).error().code, Code::not_found);
}

TEST(Cast, type_names_are_those_of_scripts) {
  EXPECT_EQ(*dtype_from_name("decimal"), Dtype::decimal);
  EXPECT_EQ(dtype_from_name("mixed").error().code, Code::invalid_argument);
  EXPECT_NE(dtype_from_name("number").error().hint.find("decimal"), std::string::npos);
}

}  // namespace
}  // namespace lunokhod
