#include "lunokhod/sheets/write_csv.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "frames.hpp"
#include "lunokhod/base/calendar.hpp"
#include "temporary_folder.hpp"

namespace lunokhod::sheets {
namespace {

using namespace lunokhod::testing;

struct Csv {
  TemporaryFolder folder;
  CsvWriteOptions options;
  std::string path = folder.path("out.csv");

  Csv() { options.bom = false; }
  std::string write(const Frame& frame) {
    const auto written = write_csv(path, frame, options);
    return written ? TemporaryFolder::read(path) : "error: " + written.error().text();
  }
};

TEST(WriteCsv, by_default_it_is_utf8_with_bom_semicolons_and_crlf) {
  TemporaryFolder folder;
  ASSERT_TRUE(write_csv(folder.path("a.csv"),
                        frame_of(text_column("имя", {"ж", std::nullopt}), word_column("n", Dtype::integer, {1, -2}))));
  EXPECT_EQ(TemporaryFolder::read(folder.path("a.csv")), "\xEF\xBB\xBFимя;n\r\nж;1\r\n;-2\r\n");
}

// As many cells as are shared out among the cores.
Frame long_frame(std::size_t rows) {
  std::vector<std::optional<std::int64_t>> numbers(rows);
  for (std::size_t i = 0; i < rows; ++i) numbers[i] = static_cast<std::int64_t>(i);
  std::vector<std::optional<std::string_view>> texts(rows, "ж");
  return frame_of(word_column("n", Dtype::integer, numbers), text_column("t", texts),
                  word_column("m", Dtype::integer, numbers), word_column("k", Dtype::integer, numbers));
}

TEST(WriteCsv, a_long_frame_keeps_the_order_of_its_rows) {
  constexpr std::size_t rows = 40'001;
  Csv csv;
  csv.options.line_end = "\n";
  for (const auto& [encoding, letter] : {std::pair{"utf-8", "ж"}, std::pair{"windows-1251", "\xE6"}}) {
    csv.options.encoding = encoding;
    std::string expected = "n;t;m;k\n";
    for (std::size_t i = 0; i < rows; ++i) {
      const std::string n = std::to_string(i);
      expected += n + ";" + letter + ";" + n + ";" + n + "\n";
    }
    EXPECT_TRUE(csv.write(long_frame(rows)) == expected) << encoding;
  }
}

TEST(WriteCsv, of_two_formulas_far_apart_the_first_is_named) {
  Csv csv;
  csv.options.formulas = FormulaPolicy::reject;
  std::vector<std::optional<std::string_view>> texts(80'000, "x");
  texts[4'200] = "=first";
  texts[60'000] = "=second";
  const std::string told = csv.write(frame_of(text_column("t", texts)));
  EXPECT_NE(told.find("'=first'"), std::string::npos) << told;
  EXPECT_NE(told.find("row 4202"), std::string::npos) << told;
}

TEST(WriteCsv, only_fields_that_need_quotes_get_them) {
  Csv csv;
  EXPECT_EQ(csv.write(frame_of(text_column(
                "a", {"a;b", "say \"x\"", "two\nlines", "plain, text",
                      "a longer text; with its separator past sixteen bytes", "a text of thirty two bytes \"end\""}))),
            "a\r\n\"a;b\"\r\n\"say \"\"x\"\"\"\r\n\"two\nlines\"\r\nplain, text\r\n\"a longer text; with its separator "
            "past sixteen bytes\"\r\n"
            "\"a text of thirty two bytes \"\"end\"\"\"\r\n");
}

TEST(WriteCsv, text_a_spreadsheet_would_compute_is_escaped_and_numbers_are_not) {
  Csv csv;
  EXPECT_EQ(
      csv.write(frame_of(text_column(
          "t", {"=1+1", "@SUM(A1)", "\tx", "-cmd", "+7 (916) 123", "-5", "+79161234567", "-0,5", "-", "=a;b"}))),
      "t\r\n'=1+1\r\n'@SUM(A1)\r\n'\tx\r\n'-cmd\r\n'+7 (916) 123\r\n-5\r\n+79161234567\r\n-0,5\r\n'-\r\n\"'=a;b\"\r\n");
  EXPECT_EQ(csv.write(frame_of(word_column("n", Dtype::integer, {-5}), float_column("f", {-0.5}))),
            "n;f\r\n-5;-0.5\r\n");
}

TEST(WriteCsv, the_policy_may_keep_or_reject_formulas) {
  Csv csv;
  csv.options.formulas = FormulaPolicy::keep;
  EXPECT_EQ(csv.write(frame_of(text_column("t", {"=1+1"}))), "t\r\n=1+1\r\n");
  csv.options.formulas = FormulaPolicy::reject;
  const auto failed = write_csv(csv.path, frame_of(text_column("t", {"ok", "=1+1"})), csv.options);
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().code, Code::data_rejected);
  EXPECT_NE(failed.error().where.find("row 3, column 't'"), std::string::npos) << failed.error().where;
}

TEST(WriteCsv, dates_decimals_and_booleans_follow_the_options) {
  Csv csv;
  const auto day = calendar::days_from_civil(2025, 12, 31);
  const auto moment = calendar::microseconds_from_civil({1969, 7, 20, 20, 17, 40});
  const Frame frame = frame_of(word_column("d", Dtype::date, {day}), word_column("m", Dtype::datetime, {moment}),
                               word_column("x", Dtype::decimal, {-1205}, 2), word_column("b", Dtype::boolean, {0}));
  EXPECT_EQ(csv.write(frame), "d;m;x;b\r\n31.12.2025;20.07.1969 20:17:40;-12.05;false\r\n");
  csv.options.decimal_mark = ',';
  csv.options.separator = ',';
  csv.options.date_format = "yyyy-mm-dd";
  csv.options.line_end = "\n";
  EXPECT_EQ(csv.write(frame), "d,m,x,b\n2025-12-31,20.07.1969 20:17:40,\"-12,05\",false\n");
}

TEST(WriteCsv, numbers_keep_every_digit) {
  Csv csv;
  EXPECT_EQ(csv.write(frame_of(word_column("i", Dtype::integer, {INT64_MIN, INT64_MAX, 0}),
                               float_column("f", {1.0 / 3, std::nan(""), 100000.0}))),
            "i;f\r\n-9223372036854775808;0.3333333333333333\r\n9223372036854775807;\r\n0;100000\r\n");
}

TEST(WriteCsv, an_empty_value_alone_in_its_row_does_not_become_an_empty_line) {
  Csv csv;
  EXPECT_EQ(csv.write(frame_of(text_column("a", {std::nullopt, "x"}))), "a\r\n\"\"\r\nx\r\n");
}

TEST(WriteCsv, other_encodings_are_exact_or_name_the_cell) {
  Csv csv;
  csv.options.encoding = "windows-1251";
  EXPECT_EQ(csv.write(frame_of(text_column("имя", {"Ж"}))), "\xE8\xEC\xFF\r\n\xC6\r\n");
  const auto failed = write_csv(csv.path, frame_of(text_column("a", {"x"}), text_column("b", {"漢"})), csv.options);
  ASSERT_FALSE(failed);
  EXPECT_NE(failed.error().where.find("row 2, column 'b'"), std::string::npos) << failed.error().where;
  csv.options.encoding = "utf-16le";
  csv.options.bom = true;
  EXPECT_EQ(csv.write(frame_of(text_column("a", {"Ж"}))), std::string("\xFF\xFE"
                                                                      "a\0\r\0\n\0\x16\x04\r\0\n\0",
                                                                      14));
}

TEST(WriteCsv, rows_beyond_the_buffer_and_fields_larger_than_it_are_whole) {
  Csv csv;
  Column texts = text_column("t", {});
  std::string expected = "t\r\n";
  for (int i = 0; i < 50'000; ++i) {
    const std::string value = "значение " + std::to_string(i);
    texts.push_text(value);
    expected += value + "\r\n";
  }
  const std::string huge(3'000'000, '"');
  texts.push_text(huge);
  expected += "\"" + huge + huge + "\"\r\n";
  EXPECT_TRUE(csv.write(frame_of(std::move(texts))) == expected);
}

TEST(WriteCsv, a_separator_that_would_be_lost_among_values_is_refused) {
  Csv csv;
  for (const char separator : {'"', '\n', '-', '5', 'a', '\0'}) {
    csv.options.separator = separator;
    EXPECT_FALSE(write_csv(csv.path, Frame{}, csv.options)) << separator;
  }
}

}  // namespace
}  // namespace lunokhod::sheets
