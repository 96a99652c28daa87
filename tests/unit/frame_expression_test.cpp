// What expressions mean: values, nulls, types.
#include "frame_builders.hpp"
#include "lunokhod/frame/derive.hpp"
#include "lunokhod/frame/filter.hpp"

namespace lunokhod {
namespace {

using namespace testing;

// One row, no columns of interest: for constants.
Shown constant(std::string_view text) {
  return value_of(frame_of(integers("n", {1})), text);
}

Frame sales() {
  return frame_of(texts("товар", {"Анальгин", "Бинт", std::nullopt}), integers("штук", {3, std::nullopt, 5}),
                  decimals("Цена, руб", 2, {1050, 99, 200}), floats("вес", {0.5, 1.25, std::nullopt}),
                  dates("дата", {"31.01.2025", "28.02.2025", std::nullopt}), booleans("акция", {1, 0, std::nullopt}));
}

TEST(Expression, names_are_found_in_any_case_and_in_brackets) {
  EXPECT_EQ(value_of(sales(), "штук"), (Shown{"3", "∅", "5"}));
  EXPECT_EQ(value_of(sales(), "ШТУК + 1"), (Shown{"4", "∅", "6"}));
  EXPECT_EQ(value_of(sales(), "[Цена, руб] * штук"), (Shown{"31.50", "∅", "10.00"}));
}

TEST(Expression, multiplication_binds_tighter_than_addition_and_brackets_tighter_still) {
  EXPECT_EQ(constant("2 + 3 * 4"), Shown{"14"});
  EXPECT_EQ(constant("(2 + 3) * 4"), Shown{"20"});
  EXPECT_EQ(constant("10 - 4 - 3"), Shown{"3"});
  EXPECT_EQ(constant("-2 * -3"), Shown{"6"});
  EXPECT_EQ(constant("1 + 1 == 2 and not 1 == 2"), Shown{"true"});
}

TEST(Expression, texts_are_written_in_either_quotes_and_a_quote_inside_is_doubled) {
  EXPECT_EQ(constant("\"a\" .. 'b'"), Shown{"ab"});
  EXPECT_EQ(constant("'it''s'"), Shown{"it's"});
  EXPECT_EQ(constant("\"ООО \"\"Луна\"\"\""), Shown{"ООО \"Луна\""});
}

TEST(Expression, joining_writes_numbers_and_dates_as_people_read_them) {
  EXPECT_EQ(value_of(sales(), "товар .. ' ' .. штук"), (Shown{"Анальгин 3", "∅", "∅"}));
  EXPECT_EQ(value_of(sales(), "'за ' .. [Цена, руб]"), (Shown{"за 10.50", "за 0.99", "за 2.00"}));
  EXPECT_EQ(value_of(sales(), "'от ' .. text(дата, \"dd.mm.yyyy\")"), (Shown{"от 31.01.2025", "от 28.02.2025", "∅"}));
  EXPECT_EQ(value_of(sales(), "товар + '!'"), (Shown{"Анальгин!", "Бинт!", "∅"}));
}

TEST(Expression, null_goes_through_arithmetic_and_comparison) {
  EXPECT_EQ(value_of(sales(), "штук * 2"), (Shown{"6", "∅", "10"}));
  EXPECT_EQ(value_of(sales(), "штук > 4"), (Shown{"false", "∅", "true"}));
  EXPECT_EQ(value_of(sales(), "штук is null"), (Shown{"false", "true", "false"}));
  EXPECT_EQ(value_of(sales(), "товар is not null"), (Shown{"true", "true", "false"}));
  EXPECT_EQ(value_of(sales(), "coalesce(штук, 0)"), (Shown{"3", "0", "5"}));
}

TEST(Expression, and_or_not_have_three_values) {
  const Frame frame =
      frame_of(booleans("a", {1, 1, 1, 0, 0, 0, {}, {}, {}}), booleans("b", {1, 0, {}, 1, 0, {}, 1, 0, {}}));
  EXPECT_EQ(value_of(frame, "a and b"), (Shown{"true", "false", "∅", "false", "false", "false", "∅", "false", "∅"}));
  EXPECT_EQ(value_of(frame, "a or b"), (Shown{"true", "true", "true", "true", "false", "∅", "true", "∅", "∅"}));
  EXPECT_EQ(value_of(frame, "not a"), (Shown{"false", "false", "false", "true", "true", "true", "∅", "∅", "∅"}));
}

TEST(Expression, a_filter_keeps_only_true) {
  const auto kept = filter(sales(), "штук != 3");
  ASSERT_TRUE(kept.ok()) << kept.error().text();
  EXPECT_EQ(shown(*kept, "штук"), Shown{"5"});
  EXPECT_EQ(kept->origin().rows, std::vector<std::uint32_t>{4});
}

TEST(Expression, division_by_zero_is_null) {
  EXPECT_EQ(constant("1 / 0"), Shown{"∅"});
  EXPECT_EQ(constant("1 % 0"), Shown{"∅"});
  EXPECT_EQ(constant("1.5 / 0.0"), Shown{"∅"});
  EXPECT_EQ(constant("1e0 / 0"), Shown{"∅"});
}

TEST(Expression, dividing_integers_makes_a_float_and_the_remainder_has_the_divisors_sign) {
  EXPECT_EQ(constant("7 / 2"), Shown{"3.5"});
  EXPECT_EQ(constant("-7 % 3"), Shown{"2"});
  EXPECT_EQ(constant("7 % -3"), Shown{"-2"});
}

TEST(Expression, integer_overflow_is_an_error_that_names_the_row) {
  const Frame frame = frame_of(integers("n", {1, 9223372036854775807}));
  const auto column = evaluated(frame, "n + 1");
  ASSERT_FALSE(column.ok());
  EXPECT_EQ(column.error().code, Code::overflow);
  EXPECT_EQ(column.error().where, "sales.xlsx, sheet Plan, row 3");
  EXPECT_NE(column.error().message.find("9223372036854775807 + 1"), std::string::npos);
  EXPECT_FALSE(evaluated(frame, "n * 2").ok());
  EXPECT_FALSE(evaluated(frame, "-n - 2").ok());
}

TEST(Expression, overflow_in_a_row_nobody_asks_for_is_no_error) {
  const Frame frame = frame_of(integers("n", {1, 9223372036854775807}));
  EXPECT_EQ(value_of(frame, "if(n < 10, n + 1, 0)"), (Shown{"2", "0"}));
  EXPECT_EQ(value_of(frame, "n > 10 or n + 1 == 2"), (Shown{"true", "true"}));
}

TEST(Expression, decimals_are_exact) {
  EXPECT_EQ(constant("0.1 + 0.2"), Shown{"0.3"});
  EXPECT_EQ(constant("0.1 + 0.2 == 0.3"), Shown{"true"});
  EXPECT_EQ(constant("1.10 * 3"), Shown{"3.30"});
  EXPECT_EQ(constant("1.25 * 1.25"), Shown{"1.5625"});
  EXPECT_EQ(constant("10.00 / 3"), Shown{"3.333333"});
  EXPECT_EQ(constant("2.00 / 3.0000000"), Shown{"0.6666667"});
  EXPECT_EQ(constant("-0.5 / 3"), Shown{"-0.166667"});
}

TEST(Expression, a_decimal_that_does_not_fit_is_an_error) {
  const Frame frame = frame_of(decimals("d", 2, {900000000000000000}));
  EXPECT_EQ(evaluated(frame, "d * 100").error().code, Code::overflow);
  EXPECT_EQ(evaluated(frame, "d + 0.0001").error().code, Code::overflow);
  EXPECT_EQ(evaluated(frame, "d / 0.000001").error().code, Code::overflow);
}

TEST(Expression, numbers_of_different_types_compare_by_value) {
  EXPECT_EQ(constant("9007199254740993 == 9007199254740992e0"), Shown{"false"});
  EXPECT_EQ(constant("9007199254740993 > 9007199254740992e0"), Shown{"true"});
  EXPECT_EQ(constant("2 == 2.00"), Shown{"true"});
  EXPECT_EQ(value_of(sales(), "[Цена, руб] > 1.995"), (Shown{"true", "false", "true"}));
  EXPECT_EQ(value_of(sales(), "вес == 0.5"), (Shown{"true", "false", "∅"}));
  EXPECT_EQ(value_of(sales(), "штук >= вес"), (Shown{"true", "∅", "∅"}));
}

TEST(Expression, equality_and_inequality_are_spelled_as_in_lua_sql_or_excel) {
  for (std::string_view text : {"штук == 3", "штук = 3", "not (штук != 3)", "not штук ~= 3", "not (штук <> 3)"})
    EXPECT_EQ(value_of(sales(), text), (Shown{"true", "∅", "false"})) << text;
}

TEST(Expression, membership_in_a_list) {
  EXPECT_EQ(value_of(sales(), "товар in (\"Бинт\", 'Вата')"), (Shown{"false", "true", "∅"}));
  EXPECT_EQ(value_of(sales(), "товар not in ('Бинт')"), (Shown{"true", "false", "∅"}));
  EXPECT_EQ(value_of(sales(), "штук in (3, 4)"), (Shown{"true", "∅", "false"}));
  EXPECT_EQ(value_of(sales(), "[Цена, руб] in (0.99, 2)"), (Shown{"false", "true", "true"}));
  EXPECT_EQ(value_of(sales(), "вес in (1.25, 3)"), (Shown{"false", "true", "∅"}));
  EXPECT_EQ(value_of(sales(), "дата in ('31.01.2025')"), (Shown{"true", "false", "∅"}));
}

TEST(Expression, dates_compare_with_written_dates_and_step_by_days) {
  EXPECT_EQ(value_of(sales(), "дата >= \"01.02.2025\""), (Shown{"false", "true", "∅"}));
  EXPECT_EQ(value_of(sales(), "дата == '2025-01-31'"), (Shown{"true", "false", "∅"}));
  EXPECT_EQ(value_of(sales(), "дата + 1"), (Shown{"2025-02-01", "2025-03-01", "∅"}));
  EXPECT_EQ(value_of(sales(), "дата - date('01.01.2025')"), (Shown{"30", "58", "∅"}));
  EXPECT_EQ(evaluated(sales(), "дата > 'вчера'").error().code, Code::type_mismatch);
  EXPECT_EQ(evaluated(sales(), "дата + 9000000").error().code, Code::overflow);
}

TEST(Expression, wrong_types_are_an_error_before_the_first_row) {
  for (std::string_view text :
       {"товар + 1", "товар == 1", "товар > 0", "акция + 1", "штук and акция", "not штук", "-товар", "lower(штук)",
        "дата * 2", "акция < акция", "if(штук, 1, 2)", "if(акция, 1, 'a')", "штук in ('a')"}) {
    const auto column = evaluated(sales(), text);
    ASSERT_FALSE(column.ok()) << text;
    EXPECT_EQ(column.error().code, Code::type_mismatch) << text;
    EXPECT_NE(column.error().where.find("expression `"), std::string::npos) << text;
  }
}

TEST(Expression, comparing_with_null_says_to_write_is_null) {
  const auto column = evaluated(sales(), "штук == null");
  ASSERT_FALSE(column.ok());
  EXPECT_NE(column.error().hint.find("is null"), std::string::npos);
}

TEST(Expression, an_unknown_column_or_function_names_the_nearest) {
  const auto column = evaluated(sales(), "штукк > 0");
  ASSERT_FALSE(column.ok());
  EXPECT_EQ(column.error().code, Code::not_found);
  EXPECT_NE(column.error().hint.find("штук"), std::string::npos);
  const auto function = evaluated(sales(), "lowr(товар)");
  ASSERT_FALSE(function.ok());
  EXPECT_EQ(function.error().code, Code::not_found);
  EXPECT_NE(function.error().hint.find("lower"), std::string::npos);
}

TEST(Expression, a_mixed_column_wants_a_type_first) {
  const Frame frame = frame_of(MixedColumn("код").number(15).text("A-7").empty().error("#N/A").column);
  const auto column = evaluated(frame, "код == 15");
  ASSERT_FALSE(column.ok());
  EXPECT_EQ(column.error().code, Code::type_mismatch);
  EXPECT_NE(column.error().hint.find("decimal([код])"), std::string::npos);
  EXPECT_EQ(value_of(frame, "text(код)"), (Shown{"15", "A-7", "∅", "∅"}));
  EXPECT_EQ(value_of(frame, "integer(код)"), (Shown{"15", "∅", "∅", "∅"}));
  EXPECT_EQ(value_of(frame, "'№' .. код"), (Shown{"№15", "№A-7", "∅", "∅"}));
  EXPECT_EQ(value_of(frame, "код is null"), (Shown{"false", "false", "true", "false"}));
}

TEST(Expression, a_derived_column_replaces_the_one_of_its_name) {
  const std::pair<std::string, std::string> columns[] = {{"штук", "coalesce(штук, 1)"}, {"дважды", "штук * 2"}};
  const auto frame = derive(sales(), columns);
  ASSERT_TRUE(frame.ok()) << frame.error().text();
  EXPECT_EQ(frame->width(), 7u);
  EXPECT_EQ(shown(*frame, "дважды"), (Shown{"6", "2", "10"}));
}

TEST(Expression, a_hundred_thousand_rows_on_several_threads_give_what_one_thread_gives) {
  Column numbers = integers("n", {});
  for (std::int64_t i = 0; i < 200'001; ++i) i % 7 == 3 ? numbers.push_null() : numbers.push_integer(i);
  const Frame frame = frame_of(std::move(numbers));
  const auto column = evaluated(frame, "n * 2 + 1");
  ASSERT_TRUE(column.ok());
  for (std::size_t row = 0; row < column->size(); ++row) {
    ASSERT_EQ(column->is_null(row), row % 7 == 3) << row;
    ASSERT_EQ(column->as_integer(row), row % 7 == 3 ? 0 : static_cast<std::int64_t>(row) * 2 + 1) << row;
  }
  const auto kept = filter(frame, "n % 1000 == 0");
  ASSERT_TRUE(kept.ok());
  for (std::size_t row = 0; row < kept->height(); ++row) ASSERT_EQ(kept->column(0).as_integer(row) % 1000, 0);
  EXPECT_EQ(kept->height(), 172u);
}

}  // namespace
}  // namespace lunokhod
