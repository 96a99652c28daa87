// Ctrl+C while a script runs by hand: it ends soon, with 130, and leaves no half file.
#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>
#include <string>
#include <thread>

#include "lunokhod/base/clock.hpp"
#include "lunokhod/platform/process.hpp"
#include "lunokhod/platform/signals.hpp"
#include "temporary_folder.hpp"

namespace lunokhod {
namespace {

namespace fs = std::filesystem;

class Interrupt : public ::testing::Test {
 protected:
  // Starts the script and waits until it has said "ready", or until its work has begun to show in the folder.
  void start(const std::string& script, const std::string& sign = "") {
    folder_.write("script.lua", script);
    process::Spawn spawn;
    spawn.words = {LUNOKHOD_BINARY, "run", folder_.path("script.lua")};
    spawn.environment = {"LSAN_OPTIONS=detect_leaks=0"};
    spawn.descriptors = {{trouble_.get(), 2}};
    child_ = process::spawn(spawn).value();
    while (sign.empty() ? trouble().find("ready") == std::string::npos : !is_there(sign)) {
      ASSERT_FALSE(child_.poll()->has_value()) << trouble();
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  }
  bool is_there(const std::string& ending) const {
    for (const auto& entry : fs::directory_iterator(folder_.path())) {
      if (entry.path().string().ends_with(ending)) return true;
    }
    return false;
  }
  std::string trouble() const { return read_memory_file(trouble_.get(), 1 << 20).value(); }
  void interrupt() { ASSERT_TRUE(child_.send(SIGINT).ok()); }
  void expect_end(double seconds) {
    SystemClock clock;
    const std::int64_t start = clock.monotonic_microseconds();
    EXPECT_EQ(child_.wait()->exit_code, 130) << trouble();
    EXPECT_LT(static_cast<double>(clock.monotonic_microseconds() - start) / 1e6, seconds);
  }

  testing::TemporaryFolder folder_;
  const Descriptor trouble_ = memory_file("trouble").value();
  process::Child child_;
};

constexpr const char* long_column = "local v = {} for i = 1, 1000000 do v[i] = 'text ' .. i end\n";

TEST_F(Interrupt, a_loop_stops_at_its_line) {
  start("log.info 'ready'\nwhile true do end");
  interrupt();
  expect_end(5);
  EXPECT_NE(trouble().find("script.lua:2"), std::string::npos) << trouble();
}

TEST_F(Interrupt, a_script_that_catches_everything_is_stopped_too) {
  start("log.info 'ready'\nwhile true do pcall(function() while true do end end) end");
  interrupt();
  expect_end(5);
}

TEST_F(Interrupt, a_long_native_call_does_not_hold_it) {
  // Seconds inside one call that nobody can ask to stop.
  start("log.info 'ready'\nlocal n = 0\nwhile true do n = #(('x'):rep(300000000):gsub('x', 'y')) end");
  interrupt();
  expect_end(10);
}

TEST_F(Interrupt, a_report_being_written_leaves_nothing_behind) {
  start(std::string(long_column) + "frame.new{ { 'a', v }, { 'b', v }, { 'c', v } }:write('out.xlsx', { level = 9 })",
        ".tmp");
  interrupt();
  interrupt();  // at once
  expect_end(5);
  EXPECT_FALSE(is_there(".xlsx"));
  EXPECT_FALSE(is_there(".tmp"));
}

}  // namespace
}  // namespace lunokhod
