#include "lunokhod/base/json_read.hpp"

#include <gtest/gtest.h>

#include <string>

namespace lunokhod {
namespace {

TEST(JsonRead, every_kind_of_value_comes_back) {
  const auto value =
      parse_json(R"( {"a":[1,-2.5,true,false,null,"x\n\u0416\ud83d\ude80"],"b":{"c":9007199254740993}} )");
  ASSERT_TRUE(value.ok()) << value.error().text();
  EXPECT_EQ(value->json(), "{\"a\":[1,-2.5,true,false,null,\"x\\nЖ🚀\"],\"b\":{\"c\":9007199254740993}}");
}

TEST(JsonRead, what_is_no_json_is_refused_with_the_place) {
  for (const char* bad :
       {"", "{", "[1,]", "{\"a\" 1}", "tru", "\"x", "1 2", "\"\\x\"", "\"\\u12\"", "{a:1}", "nan", "\x01"}) {
    const auto refused = parse_json(bad);
    ASSERT_FALSE(refused.ok()) << bad;
    EXPECT_EQ(refused.error().code, Code::syntax);
    EXPECT_TRUE(refused.error().where.starts_with("byte "));
  }
}

TEST(JsonRead, a_hundred_thousand_brackets_are_refused_and_half_a_surrogate_is_repaired) {
  EXPECT_FALSE(parse_json(std::string(100'000, '[')).ok());
  EXPECT_TRUE(parse_json(std::string(64, '[') + std::string(64, ']')).ok());
  EXPECT_EQ(*parse_json("\"\\ud83d!\"")->as_text(), "\xEF\xBF\xBD!");
  EXPECT_EQ(*parse_json("\"\xFF\"")->as_text(), "\xEF\xBF\xBD");
}

}  // namespace
}  // namespace lunokhod
