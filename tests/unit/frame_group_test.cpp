// group, pivot and unpivot.
#include "frame_builders.hpp"
#include "lunokhod/frame/group.hpp"
#include "lunokhod/frame/pivot.hpp"

namespace lunokhod {
namespace {

using namespace testing;
using Names = std::vector<std::string>;

Frame sales() {
  return frame_of(texts("город", {"Тверь", "Псков", "Тверь", std::nullopt, "Псков"}),
                  integers("год", {2024, 2024, 2025, 2025, 2024}),
                  decimals("сумма", 2, {1050, std::nullopt, 250, 100, 5}),
                  floats("вес", {0.5, 1.5, std::nullopt, 2, 3}));
}

Frame grouped(const Frame& frame, const Names& keys, const std::vector<Aggregate>& aggregates) {
  auto out = group(frame, keys, aggregates);
  EXPECT_TRUE(out.ok()) << out.error().text();
  return out.ok() ? *std::move(out) : Frame();
}

TEST(Group, groups_stand_in_the_order_of_appearance_and_null_is_a_key) {
  const Frame out = grouped(sales(), {"город"}, {{"", "sum", "сумма"}, {"n", "count", ""}});
  EXPECT_EQ(shown(out, "город"), (Shown{"Тверь", "Псков", "∅"}));
  EXPECT_EQ(shown(out, "sum_сумма"), (Shown{"13.00", "0.05", "1.00"}));
  EXPECT_EQ(shown(out, "n"), (Shown{"2", "2", "1"}));
}

TEST(Group, by_two_keys) {
  const Frame out = grouped(sales(), {"город", "год"}, {{"", "sum", "вес"}});
  EXPECT_EQ(out.height(), 4u);
  EXPECT_EQ(shown(out, "sum_вес"), (Shown{"0.5", "4.5", "∅", "2"}));
}

TEST(Group, each_aggregate_passes_over_nulls) {
  const Frame out = grouped(sales(), {},
                            {{"count", "count", "сумма"},
                             {"mean", "mean", "сумма"},
                             {"min", "min", "сумма"},
                             {"max", "max", "город"},
                             {"first", "first", "вес"},
                             {"last", "last", "вес"},
                             {"cities", "n_distinct", "город"},
                             {"list", "list", "город"},
                             {"year", "mean", "год"}});
  EXPECT_EQ(out.height(), 1u);
  EXPECT_EQ(shown(out, "count"), Shown{"4"});
  EXPECT_EQ(shown(out, "mean"), Shown{"3.512500"});
  EXPECT_EQ(shown(out, "min"), Shown{"0.05"});
  EXPECT_EQ(shown(out, "max"), Shown{"Тверь"});
  EXPECT_EQ(shown(out, "first"), Shown{"0.5"});
  EXPECT_EQ(shown(out, "last"), Shown{"3"});
  EXPECT_EQ(shown(out, "cities"), Shown{"2"});
  EXPECT_EQ(shown(out, "list"), Shown{"Тверь, Псков"});
  EXPECT_EQ(shown(out, "year"), Shown{"2024.4"});
}

TEST(Group, an_empty_frame_without_keys_makes_one_row) {
  const Frame out = grouped(frame_of(integers("n", {})), {}, {{"", "count", ""}, {"", "sum", "n"}});
  EXPECT_EQ(shown(out, "count"), Shown{"0"});
  EXPECT_EQ(shown(out, "sum_n"), Shown{"∅"});
  EXPECT_EQ(grouped(frame_of(integers("n", {})), {"n"}, {{"", "count", ""}}).height(), 0u);
}

TEST(Group, a_sum_that_does_not_fit_is_an_error_but_one_that_passes_through_is_not) {
  const std::int64_t most = 9223372036854775807;
  const Aggregate sum{"s", "sum", "n"};
  const auto over = group(frame_of(integers("n", {most, 1})), {}, std::span(&sum, 1));
  ASSERT_FALSE(over.ok());
  EXPECT_EQ(over.error().code, Code::overflow);
  EXPECT_EQ(shown(grouped(frame_of(integers("n", {most, 1, -1})), {}, {sum}), "s"), Shown{"9223372036854775807"});
  EXPECT_EQ(shown(grouped(frame_of(integers("n", {-most, -1, -1, 1})), {}, {sum}), "s"), Shown{"-9223372036854775808"});
}

TEST(Group, ten_million_kopecks_add_up_exactly) {
  Column kopecks = decimals("k", 2, {});
  for (int i = 0; i < 10'000'000; ++i) kopecks.push_integer(1);
  const Frame out = grouped(frame_of(std::move(kopecks)), {}, {{"s", "sum", "k"}, {"m", "mean", "k"}});
  EXPECT_EQ(shown(out, "s"), Shown{"100000.00"});
  EXPECT_EQ(shown(out, "m"), Shown{"0.010000"});
}

TEST(Group, floats_are_added_without_losing_the_small_ones) {
  Column values = floats("x", {1e16});
  for (int i = 0; i < 1000; ++i) values.push_float(1);
  values.push_float(-1e16);
  EXPECT_EQ(shown(grouped(frame_of(std::move(values)), {}, {{"s", "sum", "x"}}), "s"), Shown{"1000"});
}

TEST(Group, wrong_names_and_types_are_told) {
  const Aggregate text_sum{"", "sum", "город"}, unknown{"", "avg", "год"}, lonely{"", "max", ""};
  EXPECT_EQ(group(sales(), {}, std::span(&text_sum, 1)).error().code, Code::type_mismatch);
  EXPECT_EQ(group(sales(), {}, std::span(&unknown, 1)).error().code, Code::not_found);
  EXPECT_EQ(group(sales(), {}, std::span(&lonely, 1)).error().code, Code::invalid_argument);
  const std::vector<Aggregate> twice{{"n", "count", ""}, {"n", "count", "год"}};
  EXPECT_EQ(group(sales(), {}, twice).error().code, Code::ambiguous);
}

TEST(Group, many_rows_on_several_threads_add_up_as_on_one) {
  Column key = integers("k", {}), value = integers("v", {});
  for (std::int64_t i = 0; i < 300'000; ++i) {
    key.push_integer(i % 100);
    i % 5 == 0 ? value.push_null() : value.push_integer(i);
  }
  const Frame out =
      grouped(frame_of(std::move(key), std::move(value)), {"k"}, {{"s", "sum", "v"}, {"n", "count", "v"}});
  ASSERT_EQ(out.height(), 100u);
  for (std::size_t k = 0; k < 100; ++k) {
    std::int64_t sum = 0, count = 0;
    for (std::int64_t i = static_cast<std::int64_t>(k); i < 300'000; i += 100)
      if (i % 5 != 0) sum += i, ++count;
    ASSERT_EQ(out.column(1).as_integer(k), sum);
    ASSERT_EQ(out.column(2).as_integer(k), count);
  }
}

TEST(Pivot, one_column_per_value_in_order_and_null_last) {
  const auto out = pivot(sales(), {{"год"}, "город", "сумма", "sum"});
  ASSERT_TRUE(out.ok()) << out.error().text();
  EXPECT_EQ(out->names(), (Names{"год", "Псков", "Тверь", "(null)"}));
  EXPECT_EQ(shown(*out, "Псков"), (Shown{"0.05", "∅"}));
  EXPECT_EQ(shown(*out, "Тверь"), (Shown{"10.50", "2.50"}));
  EXPECT_EQ(shown(*out, "(null)"), (Shown{"∅", "1.00"}));
}

TEST(Pivot, too_many_columns_are_refused) {
  Column wide = integers("k", {});
  for (int i = 0; i < 5000; ++i) wide.push_integer(i);
  const auto out = pivot(frame_of(std::move(wide)), {{}, "k", "k", "sum"});
  ASSERT_FALSE(out.ok());
  EXPECT_EQ(out.error().code, Code::limit);
}

TEST(Unpivot, every_other_column_becomes_rows_and_sources_follow) {
  const Frame wide =
      frame_of(texts("город", {"Тверь", "Псков"}), integers("янв", {1, std::nullopt}), decimals("фев", 1, {25, 30}));
  auto out = unpivot(wide, {{"город"}, {}, "месяц", "сумма"});
  ASSERT_TRUE(out.ok()) << out.error().text();
  EXPECT_EQ(shown(*out, "город"), (Shown{"Тверь", "Тверь", "Псков", "Псков"}));
  EXPECT_EQ(shown(*out, "месяц"), (Shown{"янв", "фев", "янв", "фев"}));
  EXPECT_EQ(shown(*out, "сумма"), (Shown{"1.0", "2.5", "∅", "3.0"}));
  EXPECT_EQ(out->origin().rows, (std::vector<std::uint32_t>{2, 2, 3, 3}));
  out = unpivot(wide, {{"город"}, {}, "месяц", "сумма", true});
  EXPECT_EQ(out->height(), 3u);
}

TEST(Unpivot, texts_and_numbers_do_not_share_a_column) {
  const auto out = unpivot(frame_of(texts("a", {"x"}), integers("b", {1})), {});
  ASSERT_FALSE(out.ok());
  EXPECT_EQ(out.error().code, Code::type_mismatch);
  EXPECT_EQ(unpivot(frame_of(texts("value", {"x"}), integers("b", {1})), {{"value"}, {}}).error().code,
            Code::ambiguous);
}

}  // namespace
}  // namespace lunokhod
