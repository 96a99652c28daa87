// Two frames side by side.
#include "frame_builders.hpp"
#include "lunokhod/frame/join.hpp"

namespace lunokhod {
namespace {

using namespace testing;

Frame orders() {
  return frame_of(texts("код", {"A", "B", std::nullopt, "a ", "C"}), integers("штук", {1, 2, 3, 4, 5}));
}
Frame goods() {
  return frame_of(texts("Код", {"B", "A", std::nullopt}), texts("название", {"Бинт", "Анальгин", "никто"}),
                  integers("штук", {100, 200, 300}));
}
const JoinKey by_code{"код", "Код"};

Result<Frame> joined(const Frame& left, const Frame& right, JoinOptions options = {}) {
  return join(left, right, std::span(&by_code, 1), options);
}

TEST(Join, left_keeps_every_row_in_order_and_null_matches_nothing) {
  const auto out = joined(orders(), goods());
  ASSERT_TRUE(out.ok()) << out.error().text();
  EXPECT_EQ(out->names(), (std::vector<std::string>{"код", "штук", "название", "штук_2"}));
  EXPECT_EQ(shown(*out, "название"), (Shown{"Анальгин", "Бинт", "∅", "∅", "∅"}));
  EXPECT_EQ(out->origin().rows, (std::vector<std::uint32_t>{2, 3, 4, 5, 6}));
}

TEST(Join, inner_keeps_matches_and_anti_the_rest) {
  EXPECT_EQ(shown(*joined(orders(), goods(), {JoinKind::inner}), "штук"), (Shown{"1", "2"}));
  const auto rest = joined(orders(), goods(), {JoinKind::anti});
  EXPECT_EQ(shown(*rest, "штук"), (Shown{"3", "4", "5"}));
  EXPECT_EQ(rest->width(), 2u);
}

TEST(Join, keys_meet_folded_when_asked) {
  const auto out = joined(orders(), goods(), {JoinKind::inner, Cardinality::many_to_one, true});
  EXPECT_EQ(shown(*out, "штук"), (Shown{"1", "2", "4"}));
}

TEST(Join, a_key_twice_where_once_was_expected_is_an_error_that_names_it) {
  const Frame twice = frame_of(texts("Код", {"A", "B", "A"}), integers("x", {1, 2, 3}));
  const auto out = joined(orders(), twice);
  ASSERT_FALSE(out.ok());
  EXPECT_EQ(out.error().code, Code::ambiguous);
  EXPECT_NE(out.error().message.find("\"A\" stands there twice"), std::string::npos);
  EXPECT_NE(out.error().message.find("row 2"), std::string::npos);
  EXPECT_NE(out.error().message.find("row 4"), std::string::npos);
  const Frame left_twice = frame_of(texts("код", {"A", "A"}));
  EXPECT_TRUE(joined(left_twice, goods()).ok());
  EXPECT_FALSE(joined(left_twice, goods(), {JoinKind::left, Cardinality::one_to_one}).ok());
}

TEST(Join, many_to_many_makes_every_pair_when_it_is_asked_for) {
  const Frame left = frame_of(texts("код", {"A", "B", "A"}), integers("n", {1, 2, 3}));
  const Frame right = frame_of(texts("Код", {"A", "A"}), integers("m", {10, 20}));
  const auto out = joined(left, right, {JoinKind::left, Cardinality::many_to_many});
  ASSERT_TRUE(out.ok());
  EXPECT_EQ(shown(*out, "n"), (Shown{"1", "1", "2", "3", "3"}));
  EXPECT_EQ(shown(*out, "m"), (Shown{"10", "20", "∅", "10", "20"}));
  EXPECT_EQ(joined(left, right, {JoinKind::inner, Cardinality::one_to_many}).error().code, Code::ambiguous);
}

TEST(Join, by_several_keys_of_different_numeric_types) {
  const Frame left = frame_of(integers("год", {2024, 2025, 2025}), decimals("ставка", 1, {10, 10, 25}));
  const Frame right = frame_of(floats("год", {2025, 2025}), decimals("ставка", 2, {100, 250}), texts("x", {"a", "b"}));
  const JoinKey keys[] = {{"год", ""}, {"ставка", ""}};
  const auto out = join(left, right, keys);
  ASSERT_TRUE(out.ok()) << out.error().text();
  EXPECT_EQ(shown(*out, "x"), (Shown{"∅", "a", "b"}));
}

TEST(Join, text_and_number_keys_do_not_meet_by_guessing) {
  const auto out = join(frame_of(texts("k", {"1"})), frame_of(integers("k", {1})), std::vector<JoinKey>{{"k", ""}});
  ASSERT_FALSE(out.ok());
  EXPECT_EQ(out.error().code, Code::type_mismatch);
}

TEST(Join, a_right_side_without_rows_gives_nulls) {
  const auto out = joined(orders(), frame_of(texts("Код", {}), texts("x", {})));
  ASSERT_TRUE(out.ok()) << out.error().text();
  EXPECT_EQ(shown(*out, "x"), (Shown{"∅", "∅", "∅", "∅", "∅"}));
}

TEST(Join, scattered_whole_keys_are_found) {
  Column left = integers("k", {}), right = integers("k", {}), value = integers("v", {});
  for (std::int64_t i = 0; i < 70'000; ++i) left.push_integer((i % 1000) * 1'000'000'007);
  for (std::int64_t i = 999; i >= 0; --i) {
    right.push_integer(i * 1'000'000'007);
    value.push_integer(i);
  }
  const auto out =
      join(frame_of(std::move(left)), frame_of(std::move(right), std::move(value)), std::vector<JoinKey>{{"k", ""}});
  ASSERT_TRUE(out.ok());
  for (std::size_t row = 0; row < out->height(); ++row)
    ASSERT_EQ(out->column(1).as_integer(row), static_cast<std::int64_t>(row % 1000));
}

}  // namespace
}  // namespace lunokhod
