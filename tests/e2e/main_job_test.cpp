// The main job on the demo's files: every client's file, however written, becomes the same report; what must fail fails
// with a reason a person can act on; a second pass changes nothing that was done.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "lunokhod/base/json_read.hpp"
#include "lunokhod/base/value.hpp"
#include "lunokhod/sheets/source.hpp"
#include "lunokhod/sheets/workbook.hpp"
#include "temporary_folder.hpp"

namespace lunokhod {
namespace {

namespace fs = std::filesystem;

struct Finished {
  int code = -1;
  std::string output;  // of both streams when the command says so
};

Finished shell(const std::string& command) {
  Finished finished;
  FILE* pipe = popen(command.c_str(), "r");
  if (!pipe) return finished;
  std::array<char, 4096> buffer;
  while (const std::size_t got = fread(buffer.data(), 1, buffer.size(), pipe))
    finished.output.append(buffer.data(), got);
  const int status = pclose(pipe);
  finished.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return finished;
}

std::string quoted(const std::string& text) {
  return "'" + text + "'";
}

// Made once: the demo takes seconds, and its tests only look.
class MainJob : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new testing::TemporaryFolder;
    const std::string make = std::string(LUNOKHOD_ROOT) + "/tests/data/demo/make_workspace.sh";
    const Finished made = shell(make + " " LUNOKHOD_BINARY " " + quoted(folder_->path("demo")) + " 2>&1");
    ASSERT_EQ(made.code, 0) << made.output;
    tasks_ = registry();
  }
  static void TearDownTestSuite() {
    delete folder_;
    folder_ = nullptr;
  }

  static Value::List registry() {
    const Finished listed = shell(LUNOKHOD_BINARY " tasks list --json --workspace " + quoted(folder_->path("demo")));
    auto value = parse_json(listed.output);
    EXPECT_TRUE(value.ok()) << listed.output;
    return value.ok() && value->as_list() ? *value->as_list() : Value::List();
  }
  static std::string field(const Value& task, const char* name) {
    const std::string* text = task[name].as_text();
    return text ? *text : "";
  }
  // The task of a file of the inbox.
  static const Value& task_of(const std::string& file) {
    static const Value none;
    for (const Value& task : tasks_) {
      if (field(task, "file_path").ends_with("/" + file)) return task;
    }
    ADD_FAILURE() << file << " is not in the registry";
    return none;
  }

  static Frame read(const std::string& path) {
    auto reader = sheets::open(path);
    if (!reader.ok()) {
      ADD_FAILURE() << reader.error().text();
      return {};
    }
    sheets::SheetOptions options;
    options.header_auto = false;
    options.header_row = 1;
    auto source = sheets::SheetSource::open(std::move(*reader), path, options);
    if (!source.ok()) {
      ADD_FAILURE() << source.error().text();
      return {};
    }
    auto frame = source->frame();
    if (!frame.ok()) ADD_FAILURE() << frame.error().text();
    return frame.ok() ? *frame : Frame();
  }

  inline static testing::TemporaryFolder* folder_ = nullptr;
  inline static Value::List tasks_;
};

void expect_report(const Frame& report, const Frame& expected, const std::string& file_path) {
  EXPECT_EQ(report.names(), expected.names());
  ASSERT_EQ(report.width(), 27u);
  ASSERT_EQ(report.height(), expected.height());
  for (std::size_t row = 0; row < report.height(); ++row) {
    for (std::size_t column = 0; column < report.width(); ++column) {
      std::string wanted = expected.column(column).display(row);
      if (wanted == "@path") wanted = file_path;
      EXPECT_EQ(report.column(column).display(row), wanted) << "row " << row + 2 << ", " << report.column(column).name;
    }
  }
  EXPECT_EQ(report.column(*report.find("period")).dtype, Dtype::date);
  EXPECT_EQ(report.column(*report.find("amount_type_1")).dtype, Dtype::float_);
  EXPECT_EQ(report.column(*report.find("client_inn")).dtype, Dtype::text);
}

// One test for all files: the demo is made anew for each test that ctest starts.
TEST_F(MainJob, every_report_says_exactly_what_its_source_says_however_that_was_written) {
  std::size_t compared = 0;
  for (const auto& entry : fs::directory_iterator(std::string(LUNOKHOD_ROOT) + "/tests/data/demo/expected")) {
    const std::string stem = entry.path().stem();
    const auto same_stem = [&](const Value& task) { return fs::path(field(task, "file_path")).stem() == stem; };
    const auto task = std::find_if(tasks_.begin(), tasks_.end(), same_stem);
    ASSERT_NE(task, tasks_.end()) << stem << " is not in the registry";
    SCOPED_TRACE(stem);
    ASSERT_EQ(field(*task, "status"), "CREATED") << field(*task, "error_detail");
    expect_report(read(field(*task, "report_path")), read(entry.path()), field(*task, "file_path"));
    ++compared;
  }
  EXPECT_EQ(compared, 11u);
}

TEST_F(MainJob, what_must_fail_fails_with_its_reason_and_a_sentence) {
  const auto expect = [](const char* file, const char* status, const char* reason, const char* part) {
    const Value& task = task_of(file);
    EXPECT_EQ(field(task, "status"), status) << file;
    EXPECT_EQ(field(task, "error_reason"), reason) << file;
    EXPECT_NE(field(task, "error_detail").find(part), std::string::npos) << file << ": " << field(task, "error_detail");
    EXPECT_EQ(field(task, "report_path"), "") << file;
  };
  expect("no_script.xlsx", "PROCESSING", "NO_SCRIPT_FOUND", "Client_99");
  expect("no_header.xlsx", "ERROR", "RETURN_CODE_4", "header row not found");
  expect("corrupt.xlsx", "ERROR", "RETURN_CODE_4", "corrupt.xlsx");
  expect("raises.csv", "ERROR", "RETURN_CODE_1", "clients/distributors/Demo_raises/processing.lua:5");
  expect("endless.csv", "ERROR", "TIMEOUT", "processing.lua");
}

TEST_F(MainJob, a_second_demo_keeps_what_was_done_and_every_report_is_ready_once) {
  const std::string make = std::string(LUNOKHOD_ROOT) + "/tests/data/demo/make_workspace.sh";
  const Finished again = shell(make + " " LUNOKHOD_BINARY " " + quoted(folder_->path("demo")) + " 2>&1");
  EXPECT_EQ(again.code, 0) << again.output;
  const Value::List after = registry();
  ASSERT_EQ(after.size(), tasks_.size());
  for (std::size_t i = 0; i < after.size(); ++i) {
    EXPECT_EQ(field(after[i], "status"), field(tasks_[i], "status"));
    EXPECT_EQ(field(after[i], "report_path"), field(tasks_[i], "report_path"));
  }
  std::size_t ready = 0;
  for (const auto& entry : fs::directory_iterator(folder_->path("demo/Данные на загрузку")))
    ready += entry.is_regular_file();
  EXPECT_EQ(ready, 11u);
  EXPECT_TRUE(fs::is_empty(folder_->path("demo/Итоговые отчёты")));
}

TEST(Run, a_script_run_by_hand_on_a_file_leaves_a_draft_and_no_task) {
  const testing::TemporaryFolder folder;
  const std::string workspace = folder.path("own");
  ASSERT_EQ(shell(LUNOKHOD_BINARY " init " + quoted(workspace)).code, 0);
  const Finished run =
      shell("cd " + quoted(workspace) +
            " && " LUNOKHOD_BINARY " run --file inbox/sales.csv clients/distributors/Example/processing.lua 2>&1");
  EXPECT_EQ(run.code, 0) << run.output;
  EXPECT_NE(run.output.find("\"много\""), std::string::npos) << run.output;
  EXPECT_EQ(std::distance(fs::directory_iterator(workspace + "/Итоговые отчёты"), {}), 1);
}

TEST(Init, init_refuses_to_overwrite) {
  const testing::TemporaryFolder folder;
  folder.write("lunokhod.lua", "return {} -- mine");
  const Finished refused = shell(LUNOKHOD_BINARY " init " + quoted(folder.path()) + " 2>&1");
  EXPECT_NE(refused.code, 0);
  EXPECT_NE(refused.output.find("already has lunokhod.lua"), std::string::npos) << refused.output;
  EXPECT_EQ(testing::TemporaryFolder::read(folder.path("lunokhod.lua")), "return {} -- mine");
  EXPECT_FALSE(fs::exists(folder.path("clients")));
}

TEST(Run, run_prints_its_result_for_people_and_programs_and_fails_with_the_code) {
  const testing::TemporaryFolder folder;
  const std::string good = folder.write("good.lua", "return frame.new{ { 'x', { 1, 2 } } }");
  EXPECT_EQ(shell(LUNOKHOD_BINARY " run --json " + quoted(good)).output, "{\"columns\":[\"x\"],\"rows\":[[1],[2]]}\n");
  EXPECT_NE(shell(LUNOKHOD_BINARY " run " + quoted(good)).output.find("2 rows × 1 columns"), std::string::npos);
  EXPECT_EQ(shell(LUNOKHOD_BINARY " run " + quoted(folder.write("bad.lua", "error 'x'")) + " 2>&1").code, 1);
  const Finished syntax = shell(LUNOKHOD_BINARY " run " + quoted(folder.write("syntax.lua", "x = = 1")) + " 2>&1");
  EXPECT_EQ(syntax.code, 3);
  EXPECT_NE(syntax.output.find("syntax.lua:1"), std::string::npos) << syntax.output;
  EXPECT_EQ(shell(LUNOKHOD_BINARY " run --memory 32M " +
                  quoted(folder.write("bomb.lua", "local t = {} while true do t[#t + 1] = {} end")) + " 2>&1")
                .code,
            exit_code(Code::memory_limit));
}

}  // namespace
}  // namespace lunokhod
