// Scripts that go wrong, and files with odd names, through the whole pass.
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <string>

#include "lunokhod/base/error.hpp"
#include "lunokhod/base/json_read.hpp"
#include "lunokhod/base/value.hpp"
#include "temporary_folder.hpp"

namespace lunokhod {
namespace {

namespace fs = std::filesystem;

std::string output_of(const std::string& command) {
  std::string output;
  FILE* pipe = popen(command.c_str(), "r");
  std::array<char, 4096> buffer;
  while (const std::size_t got = fread(buffer.data(), 1, buffer.size(), pipe)) output.append(buffer.data(), got);
  pclose(pipe);
  return output;
}

// A word for the shell, whatever is in it.
std::string shell_word(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

class ScriptCases : public ::testing::Test {
 protected:
  void SetUp() override {
    root_ = folder_.path("work");
    fs::create_directories(root_ + "/inbox");
    folder_.write("work/lunokhod.lua", R"(return { memory_limit = "512M", time_limit = "20s" })");
  }
  void client(const std::string& name, const std::string& script) {
    folder_.write("work/clients/distributors/" + name + "/processing.lua", script);
  }
  void add(const std::string& client, const std::string& file) {
    folder_.write("work/inbox/" + file, "a;b\r\n1;2\r\n");
    output_of("cd " + shell_word(root_) + " && " LUNOKHOD_BINARY " tasks add " + shell_word("inbox/" + file) +
              " --client " + client + " --provider Дистрибьютор");
  }
  void pass() { log_ = output_of(LUNOKHOD_BINARY " process --workspace " + shell_word(root_) + " 2>&1"); }
  Value::List tasks() {
    auto value = parse_json(output_of(LUNOKHOD_BINARY " tasks list --json --workspace " + shell_word(root_)));
    return value.ok() && value->as_list() ? *value->as_list() : Value::List();
  }
  static std::string text(const Value& task, const char* name) {
    const std::string* value = task[name].as_text();
    return value ? *value : "";
  }

  testing::TemporaryFolder folder_;
  std::string root_, log_;
};

constexpr const char* report_script = "task:report(frame.new{ { 'x', { 1 } } }, { format = 'csv' })";

TEST_F(ScriptCases, a_script_that_goes_wrong_is_told_apart_and_named) {
  client("Syntax", "local x = = 1");
  client("Bomb", "local t = {}\nwhile true do t[#t + 1] = ('x'):rep(1000) .. #t end");
  client("Endless", "local function f() local r = f() return r end\nf()");
  client("Deep",
         std::string("local function f(n) if n > 0 then local r = f(n - 1) return r end end f(100)\n") + report_script);
  client("Silent", "return 1");
  for (const char* name : {"Syntax", "Bomb", "Endless", "Deep", "Silent"}) add(name, std::string(name) + ".csv");
  pass();
  const Value::List list = tasks();
  ASSERT_EQ(list.size(), 5u) << log_;
  const auto expect = [&](std::size_t i, const char* status, const char* reason, const char* part) {
    EXPECT_EQ(text(list[i], "status"), status) << text(list[i], "error_detail");
    EXPECT_EQ(text(list[i], "error_reason"), reason) << text(list[i], "error_detail");
    EXPECT_NE(text(list[i], "error_detail").find(part), std::string::npos) << text(list[i], "error_detail");
  };
  expect(0, "ERROR", "RETURN_CODE_3", "Syntax/processing.lua:1");
  expect(1, "ERROR", ("RETURN_CODE_" + std::to_string(exit_code(Code::memory_limit))).c_str(), "memory");
  expect(2, "ERROR", "RETURN_CODE_1", "endless recursion");
  expect(3, "CREATED", "", "");
  expect(4, "ERROR", "NO_OUTPUT_FILE", "");
}

TEST_F(ScriptCases, client_01_drops_lines_of_zero_and_reports_an_unreadable_quantity_instead_of_losing_its_line) {
  const std::string clients = std::string(LUNOKHOD_ROOT) + "/clients/distributors/";
  client("Client_01", testing::TemporaryFolder::read(clients + "Client_01/processing.lua"));
  fs::copy(clients + "report_header.xlsx", root_ + "/clients/distributors/report_header.xlsx");
  add("Client_01", "sales.csv");
  folder_.write("work/inbox/sales.csv",
                "Филиал;Клиент;ИНН;Область_район;Город;Адрес;Название;Код_товара;Код_клиента;Количество;"
                "Номер_документа;Дата_документа\r\n"
                "Уфа;А;0274062111;РБ;Уфа;ул. 1;Аспирин;1;7;12;УФ-1;03.11.2025\r\n"
                "Уфа;А;0274062111;РБ;Уфа;ул. 1;Вода;2;7;0;УФ-1;03.11.2025\r\n"
                "Уфа;А;0274062111;РБ;Уфа;ул. 1;Бинт;3;7;много;УФ-1;03.11.2025\r\n");
  pass();
  const Value task = tasks().at(0);
  ASSERT_EQ(text(task, "status"), "CREATED") << text(task, "error_detail") << log_;
  EXPECT_EQ(*task["rows"].as_integer(), 2) << "Аспирин and Бинт";
  EXPECT_EQ(*task["problems"].as_integer(), 1);
  const std::string log = output_of("cat " + shell_word(root_) + "/logs/runs/*/*.log");
  EXPECT_NE(log.find("много"), std::string::npos) << log;
  EXPECT_NE(log.find("J4"), std::string::npos) << log;
}

TEST_F(ScriptCases, a_file_may_have_any_name) {
  client("Odd", report_script);
  std::string wide;
  while (wide.size() + 2 <= 251) wide += "я";
  for (const std::string& name :
       {std::string("quote'\" .csv"), std::string("new\nline.csv"), std::string("луноход🌙.csv"), wide + ".csv"}) {
    add("Odd", name);
  }
  pass();
  const Value::List list = tasks();
  ASSERT_EQ(list.size(), 4u) << log_;
  for (const Value& task : list) {
    EXPECT_EQ(text(task, "status"), "CREATED") << text(task, "file_path") << ": " << text(task, "error_detail");
    EXPECT_TRUE(fs::exists(text(task, "report_path"))) << text(task, "report_path");
  }
}

}  // namespace
}  // namespace lunokhod
