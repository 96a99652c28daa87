// Runs every tests/lua/*_test.lua in a workspace of its own, for a task with a small csv.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "lunokhod/host/host.hpp"
#include "temporary_folder.hpp"

namespace lunokhod::host {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> test_files() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(std::string(LUNOKHOD_ROOT) + "/tests/lua")) {
    const std::string name = entry.path().filename();
    if (name.ends_with("_test.lua")) names.push_back(name.substr(0, name.size() - 4));
  }
  std::sort(names.begin(), names.end());
  return names;
}

class Lua : public ::testing::TestWithParam<std::string> {};

TEST_P(Lua, script) {
  const std::string root = LUNOKHOD_ROOT;
  const testing::TemporaryFolder workspace;
  workspace.write("scripts/testing.lua", testing::TemporaryFolder::read(root + "/tests/lua/testing.lua"));
  workspace.write("report_header.xlsx",
                  testing::TemporaryFolder::read(root + "/clients/distributors/report_header.xlsx"));
  const std::string file = workspace.write("inbox/sales.csv",
                                           "Отчёт о продажах\n\nКлиент;ИНН;Кол-во, шт;Дата\n"
                                           "Аптека 1;0274062111;12;03.11.2025\nАптека 2;7701234567;0;04.11.2025\n"
                                           "Аптека 3;0000000012;много;05.11.2025\n");
  fs::create_directories(workspace.path("drafts"));
  fs::create_symlink("/etc", workspace.path("way_out"));
  std::string log;
  engine::ScriptCall call;
  call.path = workspace.write("clients/Client_01/test.lua",
                              testing::TemporaryFolder::read(root + "/tests/lua/" + GetParam() + ".lua"));
  call.workspace = workspace.path();
  call.memory_limit = std::uint64_t{256} << 20;
  call.task = Value::Map{{"id", 7},
                         {"file", file},
                         {"file_path", "inbox/sales.csv"},
                         {"client_name", "Client_01"},
                         {"data_provider", "Дистрибьютор"},
                         {"drafts", workspace.path("drafts")}};
  call.log = [&](std::string_view level, std::string_view line) {
    log += std::string(level) + ": " + std::string(line) + "\n";
    workspace.write("run.log", log);
  };
  engine::ScriptError failure;
  auto result = make_host()->run(call, &failure);
  ASSERT_TRUE(result.ok()) << failure.error.text() << "\n" << failure.traceback << "\nlog:\n" << log;
  ASSERT_TRUE(result->value.as_integer()) << "end the file with: return testing.finish()";
  EXPECT_GT(*result->value.as_integer(), 0);
}

INSTANTIATE_TEST_SUITE_P(Files, Lua, ::testing::ValuesIn(test_files()), [](const auto& name) { return name.param; });

}  // namespace
}  // namespace lunokhod::host
