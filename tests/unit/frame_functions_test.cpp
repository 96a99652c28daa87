// The functions of expressions, each with the values that tell them apart.
#include <algorithm>

#include "frame_builders.hpp"

namespace lunokhod {
namespace {

using namespace testing;

std::string one(std::string_view text) {
  const Shown values = value_of(frame_of(integers("n", {1})), text);
  return values.at(0);
}

struct Sample {
  std::string_view expression;
  std::string_view value;
};

void expect_all(std::initializer_list<Sample> samples) {
  for (const Sample& sample : samples) EXPECT_EQ(one(sample.expression), sample.value) << sample.expression;
}

TEST(ExpressionFunctions, text) {
  expect_all({{"lower('ЁЖ Az')", "ёж az"},
              {"upper('ёж az')", "ЁЖ AZ"},
              {"trim('  a b\u00a0')", "a b"},
              {"fold(' Кол-во  ШТ')", "кол-во шт"},
              {"digits('+7 (495) 123')", "7495123"},
              {"len('Ёж')", "2"},
              {"substr('Луноход', 4)", "оход"},
              {"substr('Луноход', 2, 3)", "уно"},
              {"substr('Луноход', 100, 3)", ""},
              {"substr('Луноход', 0, 3)", ""},
              {"left('Луноход', 4)", "Луно"},
              {"right('Луноход', 3)", "ход"},
              {"right('аб', 9)", "аб"},
              {"starts_with('Луноход', 'Луно')", "true"},
              {"ends_with('Луноход', 'ход')", "true"},
              {"contains('Луноход', 'нох')", "true"},
              {"contains('Луноход', 'НОХ')", "false"},
              {"replace('a-b-c', '-', '+')", "a+b+c"},
              {"replace('abc', '', 'x')", "abc"},
              {"pad_left('42', 5)", "00042"},
              {"pad_left('123456', 5)", "123456"},
              {"pad_left('7', 3, '·')", "··7"},
              {"split_part('a/b/c', '/', 2)", "b"},
              {"split_part('a/b/c', '/', 4)", "∅"},
              {"lower(null)", "∅"}});
}

TEST(ExpressionFunctions, regular_expressions) {
  expect_all({{"matches('ИНН 7701234567', '\\d{10}')", "true"},
              {"matches('ИНН', '^\\d+$')", "false"},
              {"extract('№ 17 от 31.12.2025', '(\\d+) от')", "17"},
              {"extract('abc', '\\d')", "∅"},
              {"extract('a1b2', '([a-z])(\\d)', 2)", "1"},
              {"regex_replace('a  b   c', ' +', ' ')", "a b c"}});
  EXPECT_NE(one("matches('a', '(')").find("no regular expression"), std::string::npos);
  EXPECT_NE(one("extract('a', 'a', 3)").find("argument 3"), std::string::npos);
}

TEST(ExpressionFunctions, numbers) {
  expect_all({{"round(2.5)", "3"},
              {"round(-2.5)", "-3"},
              {"round(1.005, 2)", "1.01"},
              {"round(1.005e0, 2)", "1.01"},
              {"round(2.5e0)", "3"},
              {"round(7, 2)", "7"},
              {"floor(-1.5)", "-2"},
              {"ceil(-1.5)", "-1"},
              {"floor(1.5e0)", "1"},
              {"ceil(1.2)", "2"},
              {"abs(-3)", "3"},
              {"abs(-0.5)", "0.5"},
              {"sign(-9.1)", "-1"},
              {"sqrt(9)", "3"},
              {"sqrt(-1)", "∅"},
              {"min(3, 1.5, 2)", "1.5"},
              {"max(1, null, 2)", "2"},
              {"max('а', 'я', 'в')", "я"},
              {"min(null, null)", "∅"}});
  EXPECT_NE(one("floor(1e300)").find("does not fit an integer"), std::string::npos);
  EXPECT_NE(one("abs(-9223372036854775807 - 1)").find("does not fit"), std::string::npos);
}

TEST(ExpressionFunctions, choices) {
  expect_all({{"if(1 < 2, 'yes', 'no')", "yes"},
              {"if(1 > 2, 'yes')", "∅"},
              {"if(1 > 2, 'a', 2 > 1, 'b', 'c')", "b"},
              {"if(null, 1, 2)", "2"},
              {"if(true, 1, 2.5)", "1.0"},
              {"coalesce(null, null, 5)", "5"},
              {"coalesce(null)", "∅"}});
}

TEST(ExpressionFunctions, dates) {
  expect_all({{"year(date('31.12.2025'))", "2025"},
              {"quarter(date('31.12.2025'))", "4"},
              {"month(date('31.12.2025'))", "12"},
              {"day(date('31.12.2025'))", "31"},
              {"weekday(date('31.12.2025'))", "3"},
              {"weekday(date('01.01.1960'))", "5"},
              {"week(date('31.12.2025'))", "1"},
              {"week(date('01.01.2021'))", "53"},
              {"hour(datetime('31.12.2025 10:45'))", "10"},
              {"minute(datetime('31.12.2025 10:45'))", "45"},
              {"month_start(date('15.02.2024'))", "2024-02-01"},
              {"month_end(date('15.02.2024'))", "2024-02-29"},
              {"month_end(date('15.02.2025'))", "2025-02-28"},
              {"add_months(date('31.01.2025'), 1)", "2025-02-28"},
              {"add_months(date('31.01.2025'), -2)", "2024-11-30"},
              {"day(datetime('31.12.2025 10:45'))", "31"},
              {"text(date('31.12.2025'), 'dd.mm.yyyy')", "31.12.2025"}});
}

TEST(ExpressionFunctions, conversions_give_null_for_what_does_not_fit) {
  expect_all({{"integer('1 234')", "1234"},
              {"integer('5,5')", "∅"},
              {"integer(5.0)", "5"},
              {"integer(5.5)", "∅"},
              {"integer(true)", "1"},
              {"decimal('1 234,56')", "1234.5600"},
              {"decimal('1 234,56', 2)", "1234.56"},
              {"decimal('abc')", "∅"},
              {"decimal(1e0 / 3, 2)", "0.33"},
              {"float('1,5')", "1.5"},
              {"float(3)", "3"},
              {"boolean('Да')", "true"},
              {"boolean(2)", "∅"},
              {"date('Jan 31 2025 12:00AM')", "2025-01-31"},
              {"date('31.02.2025')", "∅"},
              {"date(45658)", "2025-01-01"},
              {"date(2025)", "∅"},
              {"datetime(date('31.12.2025'))", "2025-12-31T00:00:00"},
              {"text(5.50)", "5.50"},
              {"text(1e0 / 4)", "0.25"},
              {"text(null)", "∅"}});
}

TEST(ExpressionFunctions, a_wrong_number_of_arguments_shows_the_usage) {
  EXPECT_NE(one("substr('a')").find("substr(text, from [, count])"), std::string::npos);
  EXPECT_NE(one("lower('a', 'b')").find("lower(text)"), std::string::npos);
}

TEST(ExpressionFunctions, nulls_and_values_of_a_column_go_row_by_row) {
  const Frame frame = frame_of(texts("t", {"Б", std::nullopt, "a"}), decimals("d", 2, {150, std::nullopt, -25}));
  EXPECT_EQ(value_of(frame, "upper(t) .. '!'"), (Shown{"Б!", "∅", "A!"}));
  EXPECT_EQ(value_of(frame, "if(t == 'a', 'латинская', t)"), (Shown{"Б", "∅", "латинская"}));
  EXPECT_EQ(value_of(frame, "round(d, 1)"), (Shown{"1.5", "∅", "-0.3"}));
  EXPECT_EQ(value_of(frame, "max(d, 0)"), (Shown{"1.50", "0.00", "0.00"}));
}

TEST(ExpressionFunctions, every_function_has_a_name_of_its_own) {
  std::vector<std::string> names = function_names();
  EXPECT_GT(names.size(), 40u);
  std::sort(names.begin(), names.end());
  EXPECT_EQ(std::adjacent_find(names.begin(), names.end()), names.end());
}

}  // namespace
}  // namespace lunokhod
