// The host: what a script can and cannot do, and how it is ended.
#include "lunokhod/host/host.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "temporary_folder.hpp"

namespace lunokhod::host {
namespace {

using engine::ScriptCall;
using engine::ScriptError;

class Host : public ::testing::Test {
 protected:
  struct Outcome {
    bool ok = false;
    std::string shown, json, traceback;
    Error error;
  };

  Outcome run(const std::string& script, std::uint64_t memory = 64 << 20) {
    ScriptCall call;
    call.path = folder_.write("clients/x/processing.lua", script);
    call.workspace = folder_.path();
    call.memory_limit = memory;
    call.arguments = arguments_;
    call.log = [this](std::string_view level, std::string_view line) {
      log_ += std::string(level) + ": " + std::string(line) + "\n";
    };
    ScriptError failure;
    auto result = host_->run(call, &failure);
    Outcome outcome{result.ok(), "", "", failure.traceback, failure.error};
    if (result.ok()) {
      outcome.shown = result->shown;
      outcome.json = result->value.json();
    }
    return outcome;
  }
  std::string shown(const std::string& script) {
    const Outcome outcome = run(script);
    return outcome.ok ? outcome.shown : "error: " + outcome.error.text();
  }

  testing::TemporaryFolder folder_;
  std::unique_ptr<engine::ScriptHost> host_ = make_host();
  std::vector<std::string> arguments_;
  std::string log_;
};

TEST_F(Host, a_script_returns_a_value_for_people_and_for_programs) {
  const Outcome outcome = run("return { total = 3, names = { 'a', 'b' } }");
  ASSERT_TRUE(outcome.ok) << outcome.error.text();
  EXPECT_EQ(outcome.json, R"({"names":["a","b"],"total":3})");
  EXPECT_NE(outcome.shown.find("total = 3"), std::string::npos) << outcome.shown;
}

TEST_F(Host, arguments_are_in_arg_and_in_the_dots) {
  arguments_ = {"one", "два"};
  EXPECT_EQ(shown("local a, b = ... return a .. b .. arg[2]"), "oneдвадва");
}

TEST_F(Host, what_a_script_has_no_use_for_is_not_there) {
  EXPECT_EQ(shown("return tostring(io) .. tostring(package) .. tostring(dofile) .. tostring(loadfile)"),
            "nilnilnilnil");
  EXPECT_EQ(shown("return tostring(os.execute) .. tostring(os.exit) .. tostring(os.getenv) .. tostring(os.remove)"),
            "nilnilnilnil");
  EXPECT_EQ(shown("local n = 0 for k in pairs(debug) do n = n + 1 end return n .. type(debug.traceback)"), "1function");
  EXPECT_EQ(shown("return type(os.time()) .. type(os.clock()) .. os.date('!%Y', 0)"), "numbernumber1970");
  EXPECT_EQ(shown("return tostring(string.dump)"), "nil");
}

TEST_F(Host, a_missing_library_is_explained) {
  const Outcome outcome = run("local f = io.open('x')");
  EXPECT_EQ(outcome.error.hint, "files are read and written with fs");
  EXPECT_EQ(outcome.error.where, "clients/x/processing.lua:1");
}

TEST_F(Host, load_takes_text_and_never_bytecode) {
  EXPECT_EQ(shown("return load('return 1 + 1')()"), "2");
  EXPECT_EQ(shown("local f, e = load('\\27Lua', 'x', 'b') return tostring(f)"), "nil");
  EXPECT_EQ(shown("local e = { y = 5 } return load('return y', 'x', 't', e)()"), "5");
  EXPECT_EQ(run("\x1bLuaS").error.code, Code::syntax);
}

TEST_F(Host, a_syntax_error_has_file_and_line) {
  const Outcome outcome = run("local x = 1\nlocal y = = 2\n");
  EXPECT_EQ(outcome.error.code, Code::syntax);
  EXPECT_EQ(outcome.error.where, "clients/x/processing.lua:2");
  EXPECT_NE(outcome.error.message.find("unexpected symbol"), std::string::npos) << outcome.error.message;
}

TEST_F(Host, an_error_has_its_line_and_a_traceback) {
  const Outcome outcome = run("local function f()\n  error('сломалось')\nend\nf()");
  EXPECT_EQ(outcome.error.code, Code::script);
  EXPECT_EQ(outcome.error.message, "сломалось");
  EXPECT_EQ(outcome.error.where, "clients/x/processing.lua:2");
  EXPECT_NE(outcome.traceback.find("clients/x/processing.lua:4: main chunk"), std::string::npos) << outcome.traceback;
}

TEST_F(Host, a_missing_script_is_not_found) {
  ScriptCall call;
  call.path = folder_.path("none.lua");
  ScriptError failure;
  auto result = host_->run(call, &failure);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(failure.error.code, Code::not_found);
}

TEST_F(Host, recursion_of_a_hundred_levels_is_fine_and_an_endless_one_is_an_error) {
  EXPECT_EQ(shown("local function f(n) if n == 0 then return 'ok' end local r = f(n - 1) return r end return f(100)"),
            "ok");
  const Outcome endless = run("local function f() local r = f() return r end f()", 256 << 20);
  EXPECT_EQ(endless.error.code, Code::script);
  EXPECT_EQ(endless.error.message, "endless recursion: the stack is full");
}

TEST_F(Host, recursion_through_native_calls_is_an_error_too) {
  const Outcome outcome = run("local function f() return pcall(f) end return tostring(f())");
  EXPECT_TRUE(outcome.ok);  // pcall itself reports it
  const Outcome metamethod =
      run("local t = setmetatable({}, {}) getmetatable(t).__index = function(_, k) return t[k] end "
          "return t.x");
  EXPECT_EQ(metamethod.error.code, Code::script);
}

TEST_F(Host, a_memory_bomb_ends_as_memory_limit) {
  const Outcome table = run("local t = {} for i = 1, 1e9 do t[i] = { i } end");
  EXPECT_EQ(table.error.code, Code::memory_limit);
  EXPECT_EQ(table.error.message, "the script wanted more than 64 MiB of memory");
  EXPECT_EQ(run("local s = string.rep('x', 1 << 30)").error.code, Code::memory_limit);
  EXPECT_EQ(run("local s = 'x' while true do s = s .. s end").error.code, Code::memory_limit);
}

TEST_F(Host, a_caught_memory_error_leaves_the_script_going) {
  EXPECT_EQ(shown("return tostring(pcall(string.rep, 'x', 1 << 30))"), "false");
}

// Cancels shortly after the script began: the loops below never end by themselves.
class Cancel : public Host, public ::testing::WithParamInterface<const char*> {};

TEST_P(Cancel, ends_a_script_that_never_ends) {
  ScriptCall call;
  call.path = folder_.write("s.lua", GetParam());
  call.workspace = folder_.path();
  std::atomic<bool> begun = false;
  call.log = [&](std::string_view, std::string_view) { begun = true; };
  std::thread canceller([&] {
    while (!begun) std::this_thread::yield();
    host_->cancel();
  });
  ScriptError failure;
  auto result = host_->run(call, &failure);
  canceller.join();
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(failure.error.code, Code::cancelled) << failure.error.text();
}

INSTANTIATE_TEST_SUITE_P(
    Loops, Cancel,
    ::testing::Values(
        "log.info 'go' while true do end",                                          //
        "log.info 'go' while true do pcall(function() while true do end end) end",  //
        "log.info 'go' coroutine.wrap(function() while true do end end)()",         //
        "log.info 'go' while true do coroutine.resume(coroutine.create(function() while true do end end)) end",
        "log.info 'go' local s = 'x' while true do s = s:gsub('x', 'y') end",  //
        "log.info 'go' while true do xpcall(function() while true do end end, function(e) return e end) end",
        "log.info 'go' for i = 1, math.huge do local t <close> = setmetatable({}, { __close = function() end }) end"));

TEST_F(Host, a_cancel_before_the_start_ends_it_at_once) {
  host_->cancel();
  EXPECT_EQ(run("while true do end").error.code, Code::cancelled);
}

TEST_F(Host, a_finalizer_cannot_be_given_because_nothing_could_stop_it) {
  EXPECT_EQ(run("setmetatable({}, { __gc = function() end })").error.code, Code::denied);
}

TEST_F(Host, coroutines_work_as_in_lua) {
  EXPECT_EQ(shown("local f = coroutine.wrap(function(a) local b = coroutine.yield(a + 1) return b * 2 end) "
                  "return f(1) .. ' ' .. f(21)"),
            "2 42");
  EXPECT_EQ(shown("local co = coroutine.create(function() error('in') end) local ok, e = coroutine.resume(co) "
                  "return tostring(ok) .. ' ' .. e:match('in')"),
            "false in");
  EXPECT_EQ(shown("local co = coroutine.create(function(...) return select('#', ...) end) "
                  "return select(2, coroutine.resume(co, 1, nil, 3))"),
            "3");
}

TEST_F(Host, require_finds_shared_modules_then_those_beside_the_script) {
  folder_.write("scripts/lib/prices.lua", "return { from = 'scripts', name = ... }");
  folder_.write("clients/x/own.lua", "return 'beside'");
  folder_.write("scripts/pack/init.lua", "return 'pack'");
  EXPECT_EQ(shown("local p = require 'lib.prices' return p.from .. p.name .. require 'own' .. require 'pack'"),
            "scriptslib.pricesbesidepack");
  EXPECT_EQ(shown("return tostring(require 'lib.prices' == require 'lib.prices')"), "true");
  EXPECT_EQ(shown("return tostring(require 'frame' == frame)"), "true");
}

TEST_F(Host, require_never_leaves_the_workspace) {
  EXPECT_EQ(run("require '../../etc/passwd'").error.code, Code::invalid_argument);
  EXPECT_EQ(run("require '..x'").error.code, Code::invalid_argument);
  const testing::TemporaryFolder outside;
  outside.write("evil.lua", "return 'out'");
  std::filesystem::create_directories(folder_.path("scripts"));
  std::filesystem::create_symlink(outside.path("evil.lua"), folder_.path("scripts/evil.lua"));
  EXPECT_EQ(run("return require 'evil'").error.code, Code::denied);
  const Outcome missing = run("require 'nothing.here'");
  EXPECT_EQ(missing.error.code, Code::not_found);
  EXPECT_NE(missing.error.hint.find("scripts/nothing/here.lua"), std::string::npos) << missing.error.hint;
}

TEST_F(Host, modules_that_require_each_other_are_an_error) {
  folder_.write("scripts/a.lua", "return require 'b'");
  folder_.write("scripts/b.lua", "return require 'a'");
  EXPECT_EQ(run("require 'a'").error.message, "scripts/a.lua requires itself");
}

TEST_F(Host, an_error_in_a_module_names_the_module) {
  folder_.write("scripts/bad.lua", "\n\nerror 'inside'");
  const Outcome outcome = run("require 'bad'");
  EXPECT_EQ(outcome.error.message, "inside");
  EXPECT_EQ(outcome.error.where, "scripts/bad.lua:3");
}

TEST_F(Host, a_task_field_without_a_task_is_a_sentence) {
  const Outcome outcome = run("return task.file");
  EXPECT_EQ(outcome.error.message, "task.file is not known: this script was started without a task");
}

TEST_F(Host, a_configuration_is_data_from_a_small_language) {
  auto value =
      host_->evaluate(folder_.write("lunokhod.lua", "return { jobs = 2, name = 'a' .. 'b', list = { 1, 2 } }"));
  ASSERT_TRUE(value.ok()) << value.error().text();
  EXPECT_EQ(value->json(), R"({"jobs":2,"list":[1,2],"name":"ab"})");
  auto modules = host_->evaluate(folder_.write("b.lua", "return { a = fs ~= nil, b = require ~= nil }"));
  EXPECT_EQ(modules->json(), R"({"a":false,"b":false})");
}

TEST_F(Host, a_configuration_that_computes_too_long_or_takes_too_much_is_refused) {
  auto endless = host_->evaluate(folder_.write("lunokhod.lua", "while true do end"));
  ASSERT_FALSE(endless.ok());
  EXPECT_EQ(endless.error().code, Code::time_limit);
  auto bomb = host_->evaluate(folder_.write("lunokhod.lua", "local t = {} for i = 1, 1e7 do t[i] = {} end return t"));
  ASSERT_FALSE(bomb.ok());
  EXPECT_TRUE(bomb.error().code == Code::memory_limit || bomb.error().code == Code::time_limit);
}

TEST_F(Host, a_configuration_with_a_function_in_it_is_named) {
  auto value = host_->evaluate(folder_.write("lunokhod.lua", "return { a = { b = print or pairs } }"));
  ASSERT_FALSE(value.ok());
  EXPECT_NE(value.error().message.find("value.a.b is a function"), std::string::npos) << value.error().message;
}

TEST_F(Host, check_compiles_and_does_not_run) {
  EXPECT_TRUE(host_->check(folder_.write("good.lua", "error 'never'")).ok());
  auto bad = host_->check(folder_.write("bad.lua", "x = = 1"));
  ASSERT_FALSE(bad.ok());
  EXPECT_EQ(bad.error().code, Code::syntax);
}

TEST_F(Host, the_log_gets_values_joined_as_people_read_them) {
  run("log.info('a', 1, nil, true) log.warn('b')");
  EXPECT_EQ(log_, "info: a 1 nil true\nwarn: b\n");
}

}  // namespace
}  // namespace lunokhod::host
