// The guide's tables say what happens.
#include <fstream>

#include "frame_builders.hpp"
#include "lunokhod/base/text.hpp"

namespace lunokhod {
namespace {

using namespace testing;

TEST(Guide, every_example_of_the_page_on_expressions_has_the_value_it_shows) {
  std::ifstream page(std::string(LUNOKHOD_ROOT) + "/docs/guide/expressions.md");
  const Frame frame = frame_of(integers("n", {1}));
  std::string line;
  int examples = 0;
  while (std::getline(page, line)) {
    const std::size_t end = line.find("` | ");
    if (!line.starts_with("| `") || end == std::string::npos) continue;
    const std::string expression = line.substr(3, end - 3);
    std::string_view value = std::string_view(line).substr(end + 4);
    value = text::trim(value.substr(0, value.rfind('|')));
    EXPECT_EQ(value_of(frame, expression)[0], value == "null" ? "∅" : std::string(value)) << expression;
    ++examples;
  }
  EXPECT_GT(examples, 30);
}

TEST(Guide, the_page_on_expressions_lists_every_function) {
  std::ifstream page(std::string(LUNOKHOD_ROOT) + "/docs/guide/expressions.md");
  const std::string text((std::istreambuf_iterator<char>(page)), {});
  const std::string list = text.substr(text.find("## All functions"));
  for (const std::string& name : function_names()) {
    const bool listed =
        list.find(' ' + name + ' ') != std::string::npos || list.find('`' + name + ' ') != std::string::npos ||
        list.find('`' + name + '(') != std::string::npos || list.find(' ' + name + '`') != std::string::npos;
    EXPECT_TRUE(listed) << name;
  }
}

}  // namespace
}  // namespace lunokhod
