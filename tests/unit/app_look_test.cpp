#include <gtest/gtest.h>

#include "lunokhod/app/verb.hpp"
#include "ooxml_builder.hpp"
#include "temporary_folder.hpp"

namespace lunokhod::app {
namespace {

using lunokhod::testing::OoxmlBuilder;
using lunokhod::testing::TemporaryFolder;

std::string text_cell(std::string_view address, std::string_view value) {
  return "<c r=\"" + std::string(address) + "\" t=\"inlineStr\"><is><t xml:space=\"preserve\">" + std::string(value) +
         "</t></is></c>";
}
std::string number_cell(std::string_view address, std::string_view value, int style = 0) {
  return "<c r=\"" + std::string(address) + "\" s=\"" + std::to_string(style) + "\"><v>" + std::string(value) +
         "</v></c>";
}
std::string row(int number, const std::string& cells) {
  return "<row r=\"" + std::to_string(number) + "\">" + cells + "</row>";
}

struct Look : ::testing::Test {
  std::string run(const std::string& path, std::map<std::string, std::string, std::less<>> options = {}) {
    Arguments arguments;
    arguments.positionals = {path};
    arguments.options = std::move(options);
    for (const Verb& verb : verbs()) {
      if (verb.name != "look") continue;
      ::testing::internal::CaptureStdout();
      ::testing::internal::CaptureStderr();
      status = verb.run(context, arguments);
      errors = ::testing::internal::GetCapturedStderr();
      return ::testing::internal::GetCapturedStdout();
    }
    ADD_FAILURE() << "there is no verb look";
    return "";
  }
  std::string workbook(const OoxmlBuilder& builder) { return folder.write("book.xlsx", builder.bytes()); }
  static bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

  TemporaryFolder folder;
  Context context;
  int status = -1;
  std::string errors;
};

TEST_F(Look, tells_sheets_header_types_and_samples) {
  OoxmlBuilder builder;
  builder.formats({"dd.mm.yyyy"});
  builder.sheet("Продажи",
                row(1, text_cell("A1", "ООО Ромашка")) +
                    row(3, text_cell("A3", "Товар") + text_cell("B3", "Шт") + text_cell("C3", "День")) +
                    row(4, text_cell("A4", "Чай") + number_cell("B4", "5") + number_cell("C4", "45658", 1)) +
                    row(5, text_cell("A5", "Соль") + number_cell("B5", "7") + number_cell("C5", "45659", 1)));
  builder.sheet("Пустой", "");
  builder.sheet("Тайный", row(1, text_cell("A1", "a") + text_cell("B1", "b")), "hidden");
  const std::string out = run(workbook(builder));
  EXPECT_EQ(status, 0) << errors;
  EXPECT_TRUE(has(out, "xlsx, 3 sheets")) << out;
  EXPECT_TRUE(has(out, "Sheet Продажи: 2 rows × 3 columns, header in row 3")) << out;
  EXPECT_TRUE(has(out, "A  Товар   text        all  Чай · Соль")) << out;
  EXPECT_TRUE(has(out, "B  Шт      integer     all  5 · 7                    5 … 7")) << out;
  EXPECT_TRUE(has(out, "2025-01-01 … 2025-01-02")) << out;
  EXPECT_TRUE(has(out, "Sheet Пустой: empty")) << out;
  EXPECT_TRUE(has(out, "Sheet Тайный (hidden): 0 rows × 2 columns")) << out;
}

TEST_F(Look, tells_what_is_odd_with_addresses) {
  OoxmlBuilder builder;
  std::string rows = row(1, text_cell("A1", "Имя ") + text_cell("B1", "Сyмма") + text_cell("C1", "Код") +
                                text_cell("D1", "КОД") + text_cell("E1", "День"));
  rows += row(2, text_cell("A2", "Mосква") + number_cell("B2", "1.5") + number_cell("C2", "4607012345678901234") +
                     text_cell("D2", "007") + text_cell("E2", "31.12.2025"));
  rows += row(3, text_cell("A3", "Тверь ") + text_cell("B3", "12,50") + number_cell("C3", "5") + text_cell("D3", "12") +
                     text_cell("E3", "x"));
  rows += row(4, text_cell("A4", "Рим") + number_cell("B4", "2") + "<c r=\"C4\"><f>1+1</f></c>" +
                     "<c r=\"D4\" t=\"e\"><v>#N/A</v></c>");
  rows += row(5, text_cell("A5", "Итого") + number_cell("B5", "3.5"));
  const std::string out = run(workbook(builder.sheet("Л", rows)));
  EXPECT_EQ(status, 0) << errors;
  for (const std::string_view line :
       {"  A1  a header begins or ends with a space", "  B1  a header mixes Cyrillic letters with Latin ones",
        "  C1  2 columns have this header: C1, D1", "      row 5 is a total, left out here: Итого",
        "  C4  wanted the value of its formula", "  A3  1 value begins or ends with a space",
        "  A2  1 value mixes Cyrillic letters", "  B3  1 number is stored as text",
        "  C2  1 number has 16 digits or more", "  D4  1 cell holds an error", "  E2  1 date is stored as text"}) {
    EXPECT_TRUE(has(out, line)) << line << "\n" << out;
  }
  EXPECT_TRUE(has(out, "mixed: 2 numbers, 1 texts")) << out;
}

TEST_F(Look, tells_encoding_and_separator_of_a_csv_and_what_its_texts_read_as) {
  const std::string path =
      folder.write("f.csv", "код;цена;день;имя\n007;1,50;31.12.2025;Анна\n12;2,50;01.01.2025;Пётр\n");
  const std::string out = run(path);
  EXPECT_TRUE(has(out, "csv: utf-8, separator ';'")) << out;
  EXPECT_TRUE(has(out, "A  код     text: codes, some begin with 0")) << out;
  EXPECT_TRUE(has(out, "1.5 … 2.5")) << out;
  EXPECT_TRUE(has(out, "2025-01-01 … 2025-12-31")) << out;
  EXPECT_FALSE(has(out, "stored as text")) << out;
}

TEST_F(Look, shows_the_first_rows_on_request) {
  const std::string path = folder.write("f.csv", "a;b\n1;x\n2;y\n3;z\n");
  EXPECT_TRUE(has(run(path, {{"rows", "2"}}), "row  a  b\n  2  1  x\n  3  2  y\n"));
  EXPECT_FALSE(has(run(path), "row  a  b"));
}

TEST_F(Look, gives_programs_one_json_object) {
  const std::string path = folder.write("f.csv", "a;b\n1;x\n2;\n");
  const std::string out = run(path, {{"json", "true"}, {"rows", "1"}});
  EXPECT_TRUE(has(out, "\"format\":\"csv\"")) << out;
  EXPECT_TRUE(has(out, "\"header\":{\"first_row\":1,\"last_row\":1}")) << out;
  EXPECT_TRUE(has(out,
                  "{\"column\":\"B\",\"name\":\"b\",\"type\":\"text\",\"filled\":1,\"nulls\":1,\"kinds\":{\"text\":1},"
                  "\"samples\":[\"x\"]}"))
      << out;
  EXPECT_TRUE(has(out, "\"first_rows\":[{\"row\":2,\"values\":[\"1\",\"x\"]}]")) << out;
}

TEST_F(Look, says_that_somebody_has_the_file_open) {
  const std::string path = folder.write("f.csv", "a;b\n1;x\n");
  folder.write("~$f.csv", "x");
  EXPECT_TRUE(has(run(path), "~$f.csv lies beside it: somebody has the file open"));
}

TEST_F(Look, a_sheet_is_named_by_a_pattern_and_a_wrong_one_lists_the_sheets) {
  OoxmlBuilder builder;
  builder.sheet("План", row(1, text_cell("A1", "a") + text_cell("B1", "b")))
      .sheet("Факт", row(1, text_cell("A1", "c") + text_cell("B1", "d")));
  const std::string path = workbook(builder);
  const std::string out = run(path, {{"sheet", "фак*"}});
  EXPECT_TRUE(has(out, "Sheet Факт")) << out;
  EXPECT_FALSE(has(out, "Sheet План")) << out;
  run(path, {{"sheet", "Бюджет"}});
  EXPECT_EQ(status, exit_code(Code::not_found));
  EXPECT_TRUE(has(errors, "План, Факт")) << errors;
}

TEST_F(Look, a_file_that_is_no_spreadsheet_is_refused_with_exit_code_4) {
  run(folder.write("f.xlsx", std::string("\x89PNG\r\n\x1a\n\0\0\0\0\1\2\3\4\5\6\7\b", 20)));
  EXPECT_EQ(status, 4);
  run(folder.write("empty.csv", ""));
  EXPECT_EQ(status, 4);
  EXPECT_TRUE(has(errors, "the file is empty")) << errors;
}

TEST_F(Look, numbers_at_the_ends_of_their_range_do_no_harm) {
  std::string rows = row(1, text_cell("A1", "Число"));
  for (int i = 2; i < 40; ++i) rows += row(i, number_cell("A" + std::to_string(i), i % 2 ? "1.7E308" : "-1.7E308"));
  const std::string out = run(workbook(OoxmlBuilder().sheet("Л", rows)));
  EXPECT_EQ(status, 0) << errors;
  EXPECT_TRUE(has(out, "-1.7e+308 … 1.7e+308")) << out;
}

TEST_F(Look, a_sheet_without_any_header_is_looked_at_by_letters) {
  const std::string out = run(folder.write("f.csv", "1;2\n3;4\n"));
  EXPECT_TRUE(has(out, "2 rows × 2 columns, no header found")) << out;
}

}  // namespace
}  // namespace lunokhod::app
