// Values across the border of Lua.
#include <gtest/gtest.h>

#include <memory>

#include "lunokhod/support/options.hpp"
#include "lunokhod/support/values.hpp"

namespace lunokhod::lua {
namespace {

class Values : public ::testing::Test {
 protected:
  Values() : L_(luaL_newstate(), lua_close) { luaL_openlibs(L_.get()); }
  void eval(const std::string& script) {
    lua_settop(L_.get(), 0);
    ASSERT_EQ(luaL_dostring(L_.get(), ("return " + script).c_str()), LUA_OK) << lua_tostring(L_.get(), -1);
  }
  std::string json(const std::string& script) {
    eval(script);
    auto value = value_at(L_.get(), -1);
    return value.ok() ? value->json() : value.error().message;
  }
  std::unique_ptr<lua_State, decltype(&lua_close)> L_;
};

TEST_F(Values, tables_become_lists_and_maps) {
  EXPECT_EQ(json("{ 1, 2.5, 'x', true }"), R"([1,2.5,"x",true])");
  EXPECT_EQ(json("{ b = { 1 }, a = {} }"), R"({"a":{},"b":[1]})");
  EXPECT_EQ(json("{ 1, nil, 3 }"), R"({"1":1,"3":3})");
}

TEST_F(Values, what_is_no_data_is_named_by_its_path) {
  EXPECT_EQ(json("{ a = { print } }"), "value.a[1] is a function, not plain data");
}

TEST_F(Values, a_table_inside_itself_is_refused) {
  EXPECT_NE(json("(function() local t = {} t.t = t return t end)()").find("more than 64 tables deep"),
            std::string::npos);
}

TEST_F(Values, a_value_comes_back_as_it_went) {
  const Value value = Value::Map{{"list", Value::List{1, "два", 2.5}}, {"yes", true}};
  push_value(L_.get(), value);
  auto back = value_at(L_.get(), -1);
  ASSERT_TRUE(back.ok());
  EXPECT_EQ(back->json(), value.json());
}

TEST_F(Values, a_decimal_is_a_number_only_while_a_double_holds_it) {
  Column column;
  column.dtype = Dtype::decimal;
  column.scale = 2;
  column.push_integer(1250);
  column.push_integer(9'007'199'254'740'993);
  push_cell(L_.get(), column, 0);
  EXPECT_EQ(lua_tonumber(L_.get(), -1), 12.5);
  push_cell(L_.get(), column, 1);
  EXPECT_EQ(lua_type(L_.get(), -1), LUA_TSTRING);
  EXPECT_STREQ(lua_tostring(L_.get(), -1), "90071992547409.93");
}

TEST_F(Values, dates_are_iso_texts_and_null_is_nil) {
  Column column;
  column.dtype = Dtype::date;
  column.push_integer(20453);
  column.push_null();
  push_cell(L_.get(), column, 0);
  EXPECT_STREQ(lua_tostring(L_.get(), -1), "2025-12-31");
  push_cell(L_.get(), column, 1);
  EXPECT_TRUE(lua_isnil(L_.get(), -1));
}

TEST_F(Values, an_unknown_option_is_refused_with_the_nearest_known_one) {
  eval("{ heder = 3 }");
  auto options = Options::read(L_.get(), "book:sheet", -1, {"header", "name"});
  ASSERT_FALSE(options.ok());
  EXPECT_EQ(options.error().message, "book:sheet: unknown option 'heder'");
  EXPECT_EQ(options.error().hint, "did you mean header?");
}

TEST_F(Values, an_option_of_a_wrong_kind_or_out_of_bounds_is_named) {
  eval("{ rows = 'many', level = 12 }");
  auto options = Options::read(L_.get(), "write", -1, {"rows", "level"});
  ASSERT_TRUE(options.ok());
  EXPECT_EQ(options->integer("rows").error().message, "write: option rows must be a whole number, not a text");
  EXPECT_EQ(options->integer_or("level", 1, 0, 9).error().message, "write: option level must be from 0 to 9, not 12");
}

TEST_F(Values, a_read_only_table_reads_walks_and_refuses_writes) {
  eval("{ a = 1 }");
  make_read_only(L_.get(), "task");
  lua_setglobal(L_.get(), "t");
  ASSERT_EQ(luaL_dostring(L_.get(), "local n = 0; for k, v in pairs(t) do n = n + v end; return n"), LUA_OK);
  EXPECT_EQ(lua_tointeger(L_.get(), -1), 1);
  EXPECT_NE(luaL_dostring(L_.get(), "t.a = 2"), LUA_OK);
}

}  // namespace
}  // namespace lunokhod::lua
