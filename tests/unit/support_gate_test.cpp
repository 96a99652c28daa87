// The gate between C++ and Lua: errors, exceptions, and what is alive when they fly.
#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>

#include "lunokhod/support/arguments.hpp"
#include "lunokhod/support/box.hpp"
#include "lunokhod/support/errors.hpp"
#include "lunokhod/support/gate.hpp"
#include "lunokhod/support/ref.hpp"

namespace lunokhod::lua {

struct Counter {
  std::shared_ptr<int> alive;
  explicit Counter(std::shared_ptr<int> count) : alive(std::move(count)) { ++*alive; }
  Counter(const Counter& other) : alive(other.alive) { ++*alive; }
  Counter(Counter&& other) noexcept : alive(other.alive) { ++*alive; }
  ~Counter() { --*alive; }
};
template <>
struct BoxName<Counter> {
  static constexpr const char* value = "counter";
};

namespace {

std::shared_ptr<int> alive = std::make_shared<int>(0);

Result<int> raise_in_lua(lua_State* L, Arguments&) {
  const Counter here(alive);
  luaL_error(L, "raised by Lua itself");
  return 0;
}

Result<int> give_error(lua_State*, Arguments&) {
  const Counter here(alive);
  return Error{Code::not_found, "no sheet 'Plna'", "sheets here: Plan, Fact", "file.xlsx"};
}

Result<int> throw_exception(lua_State*, Arguments&) {
  const Counter here(alive);
  throw std::runtime_error("a bug");
}

Result<int> throw_no_memory(lua_State*, Arguments&) {
  const Counter here(alive);
  throw std::bad_alloc();
}

Result<int> make_counter(lua_State* L, Arguments&) {
  Box<Counter>::push(L, Counter(alive));
  return 1;
}

Result<int> use_counter(lua_State* L, Arguments& arguments) {
  const Counter* counter = TRY(Box<Counter>::get(L, arguments, 1));
  lua_pushinteger(L, *counter->alive);
  return 1;
}

Result<int> want_text(lua_State* L, Arguments& arguments) {
  const std::string_view text = TRY(arguments.text(1, "name"));
  lua_pushinteger(L, static_cast<lua_Integer>(text.size()));
  return 1;
}

constexpr Function functions[] = {{"raise_in_lua", raise_in_lua},       {"give_error", give_error},
                                  {"throw_exception", throw_exception}, {"throw_no_memory", throw_no_memory},
                                  {"make_counter", make_counter},       {"want_text", want_text}};
constexpr Function methods[] = {{"use", use_counter}};

class Gate : public ::testing::Test {
 protected:
  Gate() : L_(luaL_newstate(), lua_close) {
    luaL_openlibs(L_.get());
    Box<Counter>::define_class(L_.get(), {methods, {}, true});
    push_functions(L_.get(), "probe", functions);
    lua_setglobal(L_.get(), "probe");
    *alive = 0;
  }

  // Runs the script; the error it ended with, or one with an empty message.
  Error run(const std::string& script) {
    lua_State* L = L_.get();
    lua_settop(L, 0);
    lua_pushcfunction(L, message_handler);
    EXPECT_EQ(luaL_loadbuffer(L, script.data(), script.size(), "@test.lua"), LUA_OK) << lua_tostring(L, -1);
    if (lua_pcall(L, 0, 1, 1) == LUA_OK) return {};
    traceback_ = traceback_at(L, -1);
    return error_at(L, -1);
  }
  std::string text() { return lua_tostring(L_.get(), -1) ? lua_tostring(L_.get(), -1) : ""; }

  std::unique_ptr<lua_State, decltype(&lua_close)> L_;
  std::string traceback_;
};

TEST_F(Gate, a_lua_error_raised_inside_a_native_runs_the_destructors_of_its_objects) {
  const Error error = run("probe.raise_in_lua()");
  EXPECT_EQ(error.message, "raised by Lua itself");
  EXPECT_EQ(*alive, 0);
}

TEST_F(Gate, an_error_becomes_a_table_with_code_message_hint_and_where) {
  const Error error = run("probe.give_error()");
  EXPECT_EQ(error.code, Code::not_found);
  EXPECT_EQ(error.message, "no sheet 'Plna'");
  EXPECT_EQ(error.hint, "sheets here: Plan, Fact");
  EXPECT_EQ(error.where, "file.xlsx");
  EXPECT_NE(traceback_.find("test.lua:1"), std::string::npos) << traceback_;
  EXPECT_EQ(*alive, 0);
}

TEST_F(Gate, a_script_catches_the_table_and_reads_its_fields) {
  run("local ok, e = pcall(probe.give_error); return tostring(ok) .. '|' .. e.code .. '|' .. e.hint .. '|' .. "
      "tostring(e)");
  EXPECT_EQ(text(), "false|not_found|sheets here: Plan, Fact|file.xlsx: no sheet 'Plna' (sheets here: Plan, Fact)");
}

TEST_F(Gate, an_exception_is_an_internal_error_and_no_memory_has_its_own_code) {
  const Error bug = run("\nprobe.throw_exception()");
  EXPECT_EQ(bug.code, Code::internal);
  EXPECT_EQ(bug.message, "probe.throw_exception: a bug");
  EXPECT_EQ(bug.where, "test.lua:2");
  EXPECT_EQ(run("probe.throw_no_memory()").code, Code::memory_limit);
  EXPECT_EQ(*alive, 0);
}

TEST_F(Gate, a_wrong_argument_is_named_with_its_function_and_what_was_given) {
  EXPECT_EQ(run("probe.want_text(nil)").message, "probe.want_text: argument 1 (name) must be a text, not nil");
  EXPECT_EQ(run("probe.want_text(12)").message, "probe.want_text: argument 1 (name) must be a text, not a number");
  EXPECT_EQ(run("probe.want_text(probe.make_counter())").message,
            "probe.want_text: argument 1 (name) must be a text, not a counter");
}

TEST_F(Gate, a_runtime_error_of_lua_has_its_line_apart_from_its_message) {
  const Error error = run("local t = nil\nreturn t.x");
  EXPECT_EQ(error.code, Code::script);
  EXPECT_EQ(error.where, "test.lua:2");
  EXPECT_EQ(error.message, "attempt to index a nil value (local 't')");
}

TEST_F(Gate, a_misspelt_global_gets_a_suggestion) {
  EXPECT_EQ(run("prob.want_text('x')").hint, "did you mean probe?");
}

TEST_F(Gate, any_value_can_be_raised) {
  EXPECT_EQ(run("error(nil)").message, "the script raised nil");
  EXPECT_EQ(run("error(42)").message, "the script raised 42");
  EXPECT_EQ(run("error{ message = 'own', code = 'denied' }").code, Code::denied);
}

TEST_F(Gate, a_deep_traceback_leaves_its_middle_out) {
  run("local function f(n) if n == 0 then error('deep') end; local r = f(n - 1); return r end; f(100)");
  EXPECT_NE(traceback_.find("levels more"), std::string::npos);
  EXPECT_LT(std::count(traceback_.begin(), traceback_.end(), '\n'), 30);
}

TEST_F(Gate, a_box_dies_with_the_collector) {
  run("local c = probe.make_counter(); c = nil; collectgarbage(); collectgarbage()");
  EXPECT_EQ(*alive, 0);
}

TEST_F(Gate, a_closed_box_says_so_and_its_value_is_gone) {
  const Error error = run("local c = probe.make_counter()\nc:close()\nc:close()\nc:use()");
  EXPECT_EQ(error.message, "counter is already closed");
  EXPECT_EQ(*alive, 0);
}

TEST_F(Gate, a_box_closes_at_the_end_of_its_block_even_when_an_error_leaves_it) {
  run("local function f() local c <close> = probe.make_counter(); error('out') end; pcall(f)");
  EXPECT_EQ(*alive, 0);
}

TEST_F(Gate, a_method_called_with_a_dot_is_explained) {
  EXPECT_EQ(run("local c = probe.make_counter(); c.use(12)").message,
            "counter:use was called on a number, not on a counter");
}

TEST_F(Gate, the_metatable_of_a_box_is_out_of_reach) {
  run("return tostring(getmetatable(probe.make_counter()))");
  EXPECT_EQ(text(), "false");
}

TEST_F(Gate, a_ref_keeps_a_value_until_it_goes) {
  run("return probe.make_counter()");
  {
    const Ref held(L_.get(), -1);
    lua_settop(L_.get(), 0);
    lua_gc(L_.get(), LUA_GCCOLLECT);
    EXPECT_EQ(*alive, 1);
  }
  lua_gc(L_.get(), LUA_GCCOLLECT);
  lua_gc(L_.get(), LUA_GCCOLLECT);
  EXPECT_EQ(*alive, 0);
}

}  // namespace
}  // namespace lunokhod::lua
