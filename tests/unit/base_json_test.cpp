#include <gtest/gtest.h>

#include <cmath>

#include "lunokhod/base/json.hpp"
#include "lunokhod/base/value.hpp"

using namespace lunokhod;

TEST(JsonWriter, commas_stand_where_they_belong) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().field("a", 1).key("b").begin_array().text("x").null().end_array().field("c", true).end_object();
  EXPECT_EQ(out, R"({"a":1,"b":["x",null],"c":true})");
}
TEST(JsonWriter, control_characters_and_broken_utf8_are_escaped) {
  std::string out;
  append_json_text(out, std::string_view("\"\\\n\x01\xFFя", 7));
  EXPECT_EQ(out, "\"\\\"\\\\\\n\\u0001\uFFFDя\"");
}
TEST(JsonWriter, there_is_no_nan_in_json) {
  std::string out;
  JsonWriter(out).begin_array().number(NAN).number(0.1).end_array();
  EXPECT_EQ(out, "[null,0.1]");
}
TEST(Value, a_missing_member_is_null_however_deep) {
  const Value value(Value::Map{{"a", Value::Map{{"b", 5}}}});
  EXPECT_EQ(*value["a"]["b"].as_integer(), 5);
  EXPECT_TRUE(value["x"]["y"].is_null());
  EXPECT_EQ(value.json(), R"({"a":{"b":5}})");
}
