// The editor's stubs and the functions a script can reach are one list, kept in two places.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <regex>
#include <set>
#include <string>

#include "lunokhod/host/host.hpp"
#include "temporary_folder.hpp"

namespace lunokhod::host {
namespace {

// "function frame.new(" → frame.new; "function Frame:select(" → frame:select.
std::set<std::string> names_in_stubs() {
  std::set<std::string> names;
  const std::regex line(R"(function ([A-Za-z_]+)([.:])([A-Za-z_]+)\()");
  for (const auto& entry : std::filesystem::directory_iterator(std::string(LUNOKHOD_ROOT) + "/scripts/types")) {
    const std::string text = testing::TemporaryFolder::read(entry.path());
    for (auto it = std::sregex_iterator(text.begin(), text.end(), line); it != std::sregex_iterator(); ++it) {
      std::string owner = (*it)[1];
      owner.front() = static_cast<char>(std::tolower(owner.front()));
      names.insert(owner + (*it)[2].str() + (*it)[3].str());
    }
  }
  return names;
}

std::set<std::string> names_in_program() {
  std::set<std::string> names;
  for (const std::string& name : native_names()) {
    if (name.find("__") == std::string::npos && !name.starts_with("lua.")) names.insert(name);
  }
  return names;
}

TEST(Stubs, every_native_function_has_a_stub) {
  const auto stubs = names_in_stubs();
  for (const std::string& name : names_in_program()) EXPECT_TRUE(stubs.contains(name)) << name << " has no stub";
}

TEST(Stubs, every_stub_has_a_native_function) {
  const auto program = names_in_program();
  ASSERT_GT(program.size(), 40u);
  for (const std::string& name : names_in_stubs()) EXPECT_TRUE(program.contains(name)) << name << " is a stub alone";
}

}  // namespace
}  // namespace lunokhod::host
