// What is not an expression, and where it says so.
#include "frame_builders.hpp"

namespace lunokhod {
namespace {

Error refused(std::string_view text) {
  auto expression = Expression::parse(text);
  return expression.ok() ? Error{Code::internal, "it parsed"} : std::move(expression).error();
}

TEST(ExpressionSyntax, an_error_tells_the_character_and_what_stands_there) {
  const Error error = refused("штук > * 2");
  EXPECT_EQ(error.code, Code::syntax);
  EXPECT_NE(error.message.find("at character 8, near `* 2`"), std::string::npos) << error.message;
}

TEST(ExpressionSyntax, each_slip_has_its_own_sentence) {
  const std::pair<std::string_view, std::string_view> slips[] = {
      {"", "empty"},
      {"   ", "empty"},
      {"1 +", "a value is missing"},
      {"(1 + 2", "closing ) is missing"},
      {"1 2", "an operator is missing"},
      {"код товара == 1", "an operator is missing"},
      {"'abc", "no closing quote"},
      {"[abc", "no closing ]"},
      {"[]", "no name"},
      {"1 < 2 < 3", "do not chain"},
      {"x is 5", "wants null"},
      {"x in 5", "wants a list"},
      {"x in ()", "at least one"},
      {"2кв > 0", "run together"},
      {"«а» == 1", "means nothing"},
      {"a & b", "means nothing"},
      {"and", "a value is missing"},
  };
  for (const auto& [text, sentence] : slips) {
    const Error error = refused(text);
    EXPECT_EQ(error.code, Code::syntax) << text;
    EXPECT_NE(error.message.find(sentence), std::string::npos) << text << ": " << error.message;
  }
}

TEST(ExpressionSyntax, nesting_and_length_are_bounded) {
  EXPECT_EQ(refused(std::string(5000, '(')).code, Code::limit);
  EXPECT_EQ(refused(std::string(5000, '-') + "1").code, Code::limit);
  std::string nots;
  for (int i = 0; i < 5000; ++i) nots += "not ";
  EXPECT_EQ(refused(nots + "true").code, Code::limit);
  std::string sum = "1";
  for (int i = 0; i < 5000; ++i) sum += "+1";
  EXPECT_EQ(refused(sum).code, Code::limit);
  EXPECT_EQ(refused(std::string(70'000, ' ') + "1").code, Code::limit);
}

TEST(ExpressionSyntax, a_tree_just_below_the_bound_is_evaluated) {
  std::string sum = "n";
  for (int i = 0; i < 990; ++i) sum += "+1";
  const Frame frame = testing::frame_of(testing::integers("n", {10}));
  EXPECT_EQ(testing::value_of(frame, sum), testing::Shown{"1000"});
}

TEST(ExpressionSyntax, bytes_that_are_no_text_are_refused) {
  EXPECT_EQ(refused("a == '\xff'").code, Code::syntax);
}

TEST(ExpressionSyntax, names_lists_each_column_once_in_order) {
  const auto expression = Expression::parse("[Кол-во, шт] * цена + lower(цена) .. [a]]b]");
  ASSERT_TRUE(expression.ok()) << expression.error().text();
  EXPECT_EQ(expression->names(), (std::vector<std::string>{"Кол-во, шт", "цена", "a]b"}));
}

}  // namespace
}  // namespace lunokhod
