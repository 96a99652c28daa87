// Windows, filling, splitting, replacing, checks.
#include "frame_builders.hpp"
#include "lunokhod/frame/check.hpp"
#include "lunokhod/frame/fill.hpp"
#include "lunokhod/frame/window.hpp"

namespace lunokhod {
namespace {

using namespace testing;

Frame moves() {
  return frame_of(texts("склад", {"А", "Б", "А", "А", "Б"}), integers("день", {3, 1, 1, 2, 2}),
                  integers("штук", {30, 5, 10, std::nullopt, 7}));
}

Shown windowed(std::string function, std::string column, std::vector<SortKey> order = {{"день"}},
               std::size_t offset = 1) {
  const auto out = window(moves(), {"w", std::move(function), std::move(column), {"склад"}, std::move(order), offset});
  return out.ok() ? shown(*out, "w") : Shown{"error: " + out.error().text()};
}

TEST(Window, rows_are_numbered_within_their_group_in_the_order_asked) {
  EXPECT_EQ(windowed("row_number", ""), (Shown{"3", "1", "1", "2", "2"}));
  EXPECT_EQ(windowed("row_number", "", {}), (Shown{"1", "1", "2", "3", "2"}));
}

TEST(Window, a_running_sum_passes_over_nulls) {
  EXPECT_EQ(windowed("running_sum", "штук"), (Shown{"40", "5", "10", "10", "12"}));
}

TEST(Window, lag_and_lead_stop_at_the_group) {
  EXPECT_EQ(windowed("lag", "штук"), (Shown{"∅", "∅", "∅", "10", "5"}));
  EXPECT_EQ(windowed("lead", "штук"), (Shown{"∅", "7", "∅", "30", "∅"}));
  EXPECT_EQ(windowed("lag", "штук", {{"день"}}, 2), (Shown{"10", "∅", "∅", "∅", "∅"}));
}

TEST(Window, equal_values_share_a_rank) {
  const Frame frame = frame_of(integers("n", {5, 7, 5, 9}));
  const auto out = window(frame, {"w", "rank", "", {}, {{"n"}}});
  EXPECT_EQ(shown(*out, "w"), (Shown{"1", "3", "1", "4"}));
}

TEST(Window, a_share_of_the_group) {
  EXPECT_EQ(windowed("share", "штук"), (Shown{"0.75", "0.4166666666666667", "0.25", "∅", "0.5833333333333334"}));
}

TEST(Window, overflow_and_unknown_functions_are_errors) {
  const Frame frame = frame_of(integers("n", {9223372036854775807, 1}));
  EXPECT_EQ(window(frame, {"w", "running_sum", "n", {}, {}}).error().code, Code::overflow);
  EXPECT_EQ(window(frame, {"w", "cumsum", "n", {}, {}}).error().code, Code::not_found);
  EXPECT_EQ(window(frame, {"w", "lag", "", {}, {}}).error().code, Code::invalid_argument);
}

TEST(Fill, down_and_up_take_the_nearest_value_and_blanks_count_as_null) {
  const Frame frame = frame_of(texts("филиал", {std::nullopt, "Тверь", "  ", std::nullopt, "Псков"}));
  const std::vector<std::string> names{"филиал"};
  EXPECT_EQ(shown(*fill_down(frame, names), "филиал"), (Shown{"∅", "Тверь", "Тверь", "Тверь", "Псков"}));
  EXPECT_EQ(shown(*fill_up(frame, names), "филиал"), (Shown{"Тверь", "Тверь", "Псков", "Псков", "Псков"}));
}

TEST(Fill, a_constant_is_read_as_the_columns_type) {
  const Frame frame = frame_of(decimals("d", 2, {150, std::nullopt}), texts("t", {std::nullopt, "x"}),
                               dates("day", {std::nullopt, "01.01.2025"}));
  EXPECT_EQ(shown(*fill_with(frame, "d", "0"), "d"), (Shown{"1.50", "0.00"}));
  EXPECT_EQ(shown(*fill_with(frame, "t", "нет"), "t"), (Shown{"нет", "x"}));
  EXPECT_EQ(shown(*fill_with(frame, "day", "31.12.2024"), "day"), (Shown{"2024-12-31", "2025-01-01"}));
  EXPECT_EQ(fill_with(frame, "d", "нет").error().code, Code::type_mismatch);
  EXPECT_EQ(fill_with(frame, "d", "0.005").error().code, Code::type_mismatch);
}

TEST(Split, the_last_part_keeps_the_rest_and_missing_parts_are_null) {
  const Frame frame = frame_of(texts("адрес", {"Тверь, Мира, 5, кв. 2", "Псков", std::nullopt}));
  const auto out = split(frame, "адрес", ", ", std::vector<std::string>{"город", "улица", "дом"});
  ASSERT_TRUE(out.ok());
  EXPECT_EQ(shown(*out, "город"), (Shown{"Тверь", "Псков", "∅"}));
  EXPECT_EQ(shown(*out, "улица"), (Shown{"Мира", "∅", "∅"}));
  EXPECT_EQ(shown(*out, "дом"), (Shown{"5, кв. 2", "∅", "∅"}));
  EXPECT_EQ(split(frame, "адрес", "", std::vector<std::string>{"a"}).error().code, Code::invalid_argument);
}

TEST(Replace, of_whole_values_in_any_column) {
  const Frame frame = frame_of(integers("код", {1, 2, 3}));
  const auto out = replace(frame, "код", {{"1", "один"}, {"2", "два"}});
  EXPECT_EQ(shown(*out, "код"), (Shown{"один", "два", "3"}));
}

TEST(Check, a_row_that_breaks_a_rule_is_a_problem_at_its_cell) {
  const Frame frame = frame_of(texts("инн", {"7701234567", "77", std::nullopt}), integers("штук", {1, 0, 2}));
  const std::vector<CheckRule> rules{{"инн", "matches(инн, '^(\\d{10}|\\d{12})$')", false, "an INN of 10 or 12 digits"},
                                     {"", "штук > 0"}};
  const auto out = check(frame, rules);
  ASSERT_TRUE(out.ok()) << out.error().text();
  std::vector<std::string> told;
  for (const Problem& problem : out->problems().list()) told.push_back(problem.text());
  EXPECT_EQ(told, (std::vector<std::string>{
                      "sales.xlsx, sheet Plan, cell A3, column \"инн\": \"77\" is not an INN of 10 or 12 digits",
                      "sales.xlsx, sheet Plan, cell A4, column \"инн\": \"\" is not an INN of 10 or 12 digits",
                      "sales.xlsx, sheet Plan, cell B3, column \"штук\": \"0\" is not such that штук > 0"}));
}

TEST(Check, unique_points_at_the_later_ones_and_nulls_pass) {
  const Frame frame = frame_of(texts("код", {"A", "B", "A", std::nullopt, std::nullopt}));
  const CheckRule rule{"код", "", true};
  const auto out = check(frame, std::span(&rule, 1));
  ASSERT_TRUE(out.ok());
  ASSERT_EQ(out->problems().count(), 1u);
  EXPECT_EQ(out->problems().list()[0].cell, "A4");
  EXPECT_NE(out->problems().list()[0].wanted.find("cell A2"), std::string::npos);
}

TEST(Check, an_empty_cell_may_pass_and_a_rule_that_says_nothing_is_an_error) {
  const Frame frame = frame_of(integers("n", {std::nullopt}));
  CheckRule rule{"n", "n > 0"};
  EXPECT_EQ(check(frame, std::span(&rule, 1))->problems().count(), 1u);
  rule.null_passes = true;
  EXPECT_EQ(check(frame, std::span(&rule, 1))->problems().count(), 0u);
  rule.condition = "";
  EXPECT_EQ(check(frame, std::span(&rule, 1)).error().code, Code::invalid_argument);
  rule.condition = "n + 1";
  EXPECT_EQ(check(frame, std::span(&rule, 1)).error().code, Code::type_mismatch);
}

}  // namespace
}  // namespace lunokhod
