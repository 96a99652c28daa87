// The Russian catalogue against the sources: every template of it is still said somewhere, with as many fields.
#include <gtest/gtest.h>

#include <filesystem>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "lunokhod/base/language.hpp"
#include "temporary_folder.hpp"

namespace lunokhod {
namespace {

namespace fs = std::filesystem;

const std::string root = LUNOKHOD_ROOT;

std::string replaced(const std::string& text, const char* pattern, const char* with) {
  return std::regex_replace(text, std::regex(pattern), with);
}

// A source in which every message stands in one piece: literals joined, "a" + b + "c" as "a{}c", {:.1f} as {}.
std::string as_templates(std::string source) {
  for (std::size_t at = 0; (at = source.find("\\\"", at)) != std::string::npos;) source.replace(at, 2, "\x01");
  source = replaced(source, "\"\\s*\\n\\s*\"", "");
  source = replaced(source, "\\{[0-9]*(:[^{}\"]*)?\\}", "{}");
  source = replaced(source, "\"\\s*\\+[^\";]*\\+\\s*\"", "{}");
  source = replaced(source, "\"\\s*\\+", "{}\"");
  return replaced(source, "\\+\\s*\"", "\"{}");
}

std::string all_sources() {
  std::string all;
  for (const char* folder : {"/runtime", "/bindings"}) {
    for (const auto& entry : fs::recursive_directory_iterator(root + folder)) {
      const std::string name = entry.path();
      if (name.ends_with(".cpp") || name.ends_with(".hpp")) all += as_templates(testing::TemporaryFolder::read(name));
    }
  }
  return all;
}

struct Message {
  std::string english, russian;
};

std::vector<Message> catalogue() {
  std::vector<Message> messages;
  const std::string text = testing::TemporaryFolder::read(root + "/runtime/app/messages/ru.po");
  const std::regex entry("msgid \"(.+)\"\\nmsgstr \"(.*)\"");
  for (std::sregex_iterator i(text.begin(), text.end(), entry), end; i != end; ++i) {
    messages.push_back({(*i)[1], (*i)[2]});
  }
  return messages;
}

std::size_t fields_of(const std::string& text) {
  std::size_t count = 0;
  for (std::size_t at = 0; (at = text.find("{}", at)) != std::string::npos; at += 2) ++count;
  return count;
}

TEST(Messages, every_template_of_the_catalogue_is_said_by_the_sources) {
  const std::string sources = all_sources();
  for (const Message& message : catalogue()) {
    std::string wanted = message.english;
    for (std::size_t at = 0; (at = wanted.find("\\\"", at)) != std::string::npos;) wanted.replace(at, 2, "\x01");
    EXPECT_NE(sources.find(wanted), std::string::npos) << message.english;
  }
}

TEST(Messages, every_translation_has_the_fields_of_its_template_and_stands_once) {
  std::set<std::string> seen;
  const std::vector<Message> messages = catalogue();
  EXPECT_GT(messages.size(), 200u);
  for (const Message& message : messages) {
    EXPECT_TRUE(seen.insert(message.english).second) << message.english << " twice";
    EXPECT_FALSE(message.russian.empty()) << message.english;
    const std::size_t fields = fields_of(message.english);
    bool numbered = false;
    for (std::size_t i = 0; i < 10; ++i) {
      const bool named = message.russian.find("{" + std::to_string(i) + "}") != std::string::npos;
      EXPECT_TRUE(!named || i < fields) << message.russian;
      numbered |= named;
    }
    EXPECT_EQ(fields_of(message.russian), numbered ? 0 : fields) << message.russian;
  }
}

TEST(Messages, are_russian_with_a_catalogue_however_they_are_composed) {
  static const std::string po = testing::TemporaryFolder::read(root + "/runtime/app/messages/ru.po");
  EXPECT_EQ(translated("check the path"), "check the path") << "no catalogue yet";
  use_catalogue(po);
  const auto expect = [](const char* english, const char* russian) { EXPECT_EQ(translated(english), russian); };
  expect("check the path", "проверьте путь");
  expect("no sheet 'Plan'", "нет листа «Plan»");
  expect("in.xlsx, sheet Plan: no column 'инн' (columns here: имя, row 5)",
         "in.xlsx, лист Plan: нет столбца «инн» (столбцы здесь: имя, row 5)");
  expect(
      "processing.lua:3: header row not found: no row of 1 to 9 has the columns 'инн' (row 2 has only 1 of them)",
      "processing.lua:3: строка заголовка не найдена: ни в одной строке с 1 по 9 нет столбцов 'инн' (в строке 2 есть "
      "только 1 из них)");
  expect("sales.csv, cell J4, column \"Количество\": \"много\" is not a number",
         "sales.csv, ячейка J4, столбец «Количество»: «много» — это не число");
  expect(
      "/r/a.xlsx: the file is open in another program: the report could not be delivered in 5 tries (close it there "
      "(its owner file is ~$a.xlsx)); the next pass delivers what is left",
      "/r/a.xlsx: файл открыт в другой программе: отчёт не удалось доставить, попыток: 5 (закройте его там (его "
      "файл-владелец — ~$a.xlsx)); остальное доставит следующий проход");
  expect("{0} columns are called 'a': B, C", "столбцов с именем «a»: {0} — B, C");
  expect("task 7: there is no file 'id'", "задача 7: нет файла «id»");
  expect(
      "example.lua:2: expression `[a] = 1`, character 5: `=` does not compare text and integer (a number kept as text "
      "is "
      "read with decimal(…) or integer(…); a text is written in quotes: \"0\")",
      "example.lua:2: выражение `[a] = 1`, знак 5: `=` не сравнивает text и integer (число, хранящееся текстом, читают "
      "decimal(…) или integer(…); текст пишут в кавычках: \"0\")");
  expect("no message of ours: at all (or so); whatever", "no message of ours: at all (or so); whatever");
  expect("", "");
  std::string hostile;
  for (int i = 0; i < 350; ++i) hostile += " (a: b; c, ";
  EXPECT_EQ(translated(hostile + ")"), hostile + ")") << "after a bounded search";
  EXPECT_EQ(translated("задача 7: нет файла"), "задача 7: нет файла") << "twice does no harm";
}

}  // namespace
}  // namespace lunokhod
