// select, rename, sort, distinct, concat, head and tail.
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>

#include "frame_builders.hpp"
#include "lunokhod/frame/concat.hpp"
#include "lunokhod/frame/distinct.hpp"
#include "lunokhod/frame/filter.hpp"
#include "lunokhod/frame/rows.hpp"
#include "lunokhod/frame/select.hpp"
#include "lunokhod/frame/sort.hpp"

namespace lunokhod {
namespace {

using namespace testing;
using Names = std::vector<std::string>;

Frame letters() {
  return frame_of(texts("буква", {"б", std::nullopt, "а", "б"}), integers("n", {2, 9, std::nullopt, 1}));
}

Frame sorted(const Frame& frame, std::vector<SortKey> keys) {
  auto out = sort(frame, keys);
  EXPECT_TRUE(out.ok()) << out.error().text();
  return out.ok() ? *std::move(out) : Frame();
}

TEST(Select, takes_columns_in_the_order_asked_and_shares_them) {
  const Frame frame = letters();
  const auto out = select(frame, Names{"N", "буква"});
  ASSERT_TRUE(out.ok());
  EXPECT_EQ(out->names(), (Names{"n", "буква"}));
  EXPECT_EQ(&out->column(0), &frame.column(1));
  EXPECT_EQ(select(frame, Names{"нет"}).error().code, Code::not_found);
  EXPECT_EQ(select(frame, Names{"n", "N"}).error().code, Code::invalid_argument);
}

TEST(Select, no_columns_at_all_keep_the_rows) {
  const auto out = select(letters(), Names{});
  ASSERT_TRUE(out.ok());
  EXPECT_EQ(out->height(), 4u);
}

TEST(Drop, leaves_the_others) {
  const auto out = drop(letters(), Names{"буква"});
  ASSERT_TRUE(out.ok());
  EXPECT_EQ(out->names(), Names{"n"});
}

TEST(Rename, swaps_two_names_but_never_makes_two_alike) {
  using Pairs = std::vector<std::pair<std::string, std::string>>;
  const auto out = rename(letters(), Pairs{{"буква", "n"}, {"n", "буква"}});
  ASSERT_TRUE(out.ok());
  EXPECT_EQ(out->names(), (Names{"n", "буква"}));
  EXPECT_EQ(shown(*out, "n")[0], "б");
  EXPECT_EQ(rename(letters(), Pairs{{"буква", "n"}}).error().code, Code::ambiguous);
  EXPECT_EQ(rename(letters(), Pairs{{"буква", ""}}).error().code, Code::invalid_argument);
}

TEST(Sort, nulls_are_last_in_either_direction_unless_asked_first) {
  EXPECT_EQ(shown(sorted(letters(), {{"n"}}), "n"), (Shown{"1", "2", "9", "∅"}));
  EXPECT_EQ(shown(sorted(letters(), {{"n", true}}), "n"), (Shown{"9", "2", "1", "∅"}));
  EXPECT_EQ(shown(sorted(letters(), {{"n", true, true}}), "n"), (Shown{"∅", "9", "2", "1"}));
}

TEST(Sort, several_keys_each_with_its_direction) {
  const Frame out = sorted(letters(), {{"буква"}, {"n", true}});
  EXPECT_EQ(shown(out, "буква"), (Shown{"а", "б", "б", "∅"}));
  EXPECT_EQ(shown(out, "n"), (Shown{"∅", "2", "1", "9"}));
  EXPECT_EQ(out.origin().rows, (std::vector<std::uint32_t>{4, 2, 5, 3}));
}

TEST(Sort, negative_numbers_extremes_and_nan_stand_in_order) {
  const Frame floats_frame = frame_of(floats("x", {1.5, -2.0, std::nan(""), -0.0, 1e300, -1e300, 0.0}));
  EXPECT_EQ(shown(sorted(floats_frame, {{"x"}}), "x"), (Shown{"-1e+300", "-2", "0", "0", "1.5", "1e+300", "nan"}));
  const std::int64_t least = std::numeric_limits<std::int64_t>::min(), most = std::numeric_limits<std::int64_t>::max();
  const Frame whole = frame_of(integers("x", {most, std::nullopt, 0, least, -1}));
  EXPECT_EQ(shown(sorted(whole, {{"x"}}), "x"), (Shown{"-9223372036854775808", "-1", "0", "9223372036854775807", "∅"}));
  EXPECT_EQ(shown(sorted(whole, {{"x", true}}), "x"),
            (Shown{"9223372036854775807", "0", "-1", "-9223372036854775808", "∅"}));
}

TEST(Sort, agrees_with_the_standard_library_on_a_hundred_thousand_rows_and_is_stable) {
  std::mt19937_64 random(7);
  Column a = integers("a", {}), b = floats("b", {}), row = integers("row", {});
  for (std::int64_t i = 0; i < 100'000; ++i) {
    a.push_integer(static_cast<std::int64_t>(random() % 50) - 25);
    random() % 10 == 0 ? b.push_null() : b.push_float(static_cast<double>(random() % 1000) / 8 - 60);
    row.push_integer(i);
  }
  const Frame frame = frame_of(std::move(a), std::move(b), std::move(row));
  const Frame out = sorted(frame, {{"a", true}, {"b"}});
  std::vector<std::uint32_t> wanted(frame.height());
  std::iota(wanted.begin(), wanted.end(), 0u);
  std::stable_sort(wanted.begin(), wanted.end(), [&](std::uint32_t l, std::uint32_t r) {
    const auto left = frame.column(0).as_integer(l), right = frame.column(0).as_integer(r);
    if (left != right) return left > right;
    const bool left_null = frame.column(1).is_null(l), right_null = frame.column(1).is_null(r);
    if (left_null || right_null) return !left_null && right_null;
    return frame.column(1).as_float(l) < frame.column(1).as_float(r);
  });
  for (std::size_t i = 0; i < wanted.size(); ++i)
    ASSERT_EQ(out.column(2).as_integer(i), static_cast<std::int64_t>(wanted[i])) << i;
}

TEST(Sort, a_mixed_column_wants_a_cast_first) {
  const SortKey key{"x"};
  const auto out = sort(frame_of(MixedColumn("x").number(1).text("a").column), std::span(&key, 1));
  ASSERT_FALSE(out.ok());
  EXPECT_EQ(out.error().code, Code::type_mismatch);
}

TEST(Distinct, keeps_the_first_row_of_each_combination_and_null_equals_null) {
  const Frame frame = frame_of(texts("a", {"x", "x", std::nullopt, "y", std::nullopt}), integers("n", {1, 1, 2, 1, 2}),
                               integers("row", {0, 1, 2, 3, 4}));
  const auto out = distinct(frame, Names{"a", "n"});
  ASSERT_TRUE(out.ok());
  EXPECT_EQ(shown(*out, "row"), (Shown{"0", "2", "3"}));
  EXPECT_EQ(distinct(frame, Names{})->height(), 5u);
  EXPECT_EQ(distinct(frame, Names{"n"})->height(), 2u);
}

TEST(Distinct, equal_texts_of_different_places_are_equal_and_zeros_of_either_sign_too) {
  EXPECT_EQ(distinct(frame_of(floats("x", {0.0, -0.0, std::nan(""), std::nan("")})), Names{})->height(), 2u);
  Column column = texts("t", {});
  for (int i = 0; i < 10'000; ++i) column.push_text("word " + std::to_string(i % 700));
  EXPECT_EQ(distinct(frame_of(std::move(column)), Names{})->height(), 700u);
}

TEST(Distinct, far_apart_and_wide_keys_are_told_apart) {
  Column a = integers("a", {}), b = integers("b", {});
  for (std::int64_t i = 0; i < 3000; ++i) {
    a.push_integer(i * 4'000'000'000'000);
    b.push_integer(-i * 7'000'000'000'000);
  }
  EXPECT_EQ(distinct(frame_of(std::move(a), std::move(b)), Names{})->height(), 3000u);
}

TEST(Concat, columns_meet_by_name_and_missing_ones_are_null) {
  const Frame one = frame_of(texts("a", {"x"}), integers("n", {1}));
  const Frame two = frame_of(integers("N ", {2}), texts("b", {"y"}));
  const std::vector<Frame> frames{one, two};
  const auto out = concat(frames);
  ASSERT_TRUE(out.ok()) << out.error().text();
  EXPECT_EQ(out->names(), (Names{"a", "n", "b"}));
  EXPECT_EQ(shown(*out, "a"), (Shown{"x", "∅"}));
  EXPECT_EQ(shown(*out, "n"), (Shown{"1", "2"}));
  EXPECT_EQ(shown(*out, "b"), (Shown{"∅", "y"}));
  EXPECT_EQ(out->address(1, 2), "sales.xlsx, sheet Plan, cell B2");
}

TEST(Concat, numbers_meet_as_the_wider_and_a_conflict_names_both_sources) {
  const std::vector<Frame> numbers{frame_of(integers("x", {1})), frame_of(decimals("x", 2, {250}))};
  EXPECT_EQ(shown(*concat(numbers), "x"), (Shown{"1.00", "2.50"}));
  const std::vector<Frame> conflict{frame_of(integers("x", {1})), frame_of(texts("x", {"a"}))};
  const auto out = concat(conflict);
  ASSERT_FALSE(out.ok());
  EXPECT_EQ(out.error().code, Code::type_mismatch);
  EXPECT_NE(out.error().message.find("integer in sales.xlsx and text in sales.xlsx"), std::string::npos);
}

TEST(Concat, a_column_without_values_fits_any_type) {
  const std::vector<Frame> frames{frame_of(texts("x", {std::nullopt})), frame_of(integers("x", {5})),
                                  frame_of(floats("x", {std::nullopt}))};
  const auto out = concat(frames);
  ASSERT_TRUE(out.ok()) << out.error().text();
  EXPECT_EQ(shown(*out, "x"), (Shown{"∅", "5", "∅"}));
  EXPECT_EQ(out->column(0).dtype, Dtype::integer);
}

TEST(Concat, mixed_columns_keep_their_kinds) {
  const std::vector<Frame> frames{frame_of(MixedColumn("x").number(1).text("a").column),
                                  frame_of(MixedColumn("x").empty().date("31.12.2025").column)};
  const auto out = concat(frames);
  ASSERT_TRUE(out.ok());
  EXPECT_EQ(shown(*out, "x"), (Shown{"1", "a", "∅", "2025-12-31"}));
}

TEST(Concat, of_nothing_is_an_empty_frame) {
  const auto out = concat({});
  ASSERT_TRUE(out.ok());
  EXPECT_EQ(out->height(), 0u);
}

TEST(Rows, head_and_tail_are_cut_to_the_frame) {
  EXPECT_EQ(shown(head(letters(), 2), "n"), (Shown{"2", "9"}));
  EXPECT_EQ(shown(tail(letters(), 1), "n"), Shown{"1"});
  EXPECT_EQ(head(letters(), 100).height(), 4u);
  EXPECT_EQ(slice(letters(), 7, 3).height(), 0u);
}

TEST(Rows, a_cell_is_a_plain_value) {
  const Frame frame = frame_of(decimals("d", 2, {1250}), dates("t", {"31.12.2025"}), integers("n", {std::nullopt}));
  EXPECT_EQ(*cell_value(frame.column(0), 0).as_text(), "12.50");
  EXPECT_EQ(*cell_value(frame.column(1), 0).as_text(), "2025-12-31");
  EXPECT_TRUE(cell_value(frame.column(2), 0).is_null());
}

TEST(Filter, by_a_mask_of_the_same_height) {
  const auto out = filter(letters(), booleans("m", {1, 0, std::nullopt, 1}));
  ASSERT_TRUE(out.ok());
  EXPECT_EQ(shown(*out, "n"), (Shown{"2", "1"}));
  EXPECT_EQ(filter(letters(), booleans("m", {1})).error().code, Code::invalid_argument);
  EXPECT_EQ(filter(letters(), integers("m", {1, 1, 1, 1})).error().code, Code::type_mismatch);
}

TEST(Filter, wants_a_condition) {
  EXPECT_EQ(filter(letters(), "n").error().code, Code::type_mismatch);
}

}  // namespace
}  // namespace lunokhod
