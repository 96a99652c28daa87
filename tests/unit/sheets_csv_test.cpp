#include <gtest/gtest.h>

#include "collected_cells.hpp"
#include "lunokhod/base/encoding.hpp"
#include "temporary_folder.hpp"

namespace lunokhod {
namespace {

using testing::CollectedCells;
using testing::TemporaryFolder;
using Texts = std::map<std::string, std::string>;

class Csv : public ::testing::Test {
 protected:
  Result<Texts> read(std::string_view bytes, const sheets::OpenOptions& open_options = {},
                     const sheets::ReadOptions& options = {}) {
    reader = TRY(sheets::open(folder.write("file.csv", bytes), open_options));
    CollectedCells cells(*reader);
    TRY(reader->read(0, options, cells));
    return cells.texts;
  }
  Texts texts(std::string_view bytes) {
    auto found = read(bytes);
    if (!found.ok()) {
      ADD_FAILURE() << found.error().text();
      return {};
    }
    return *found;
  }
  std::string first_warning() const { return reader->warnings().empty() ? "" : reader->warnings().front(); }

  TemporaryFolder folder;
  std::unique_ptr<sheets::Reader> reader;
};

std::string encoded(std::string_view text, Encoding encoding) {
  return *from_utf8(text, encoding);
}
std::string utf16(std::string_view text, bool big) {
  return (big ? "\xFE\xFF" : "\xFF\xFE") + encoded(text, big ? Encoding::utf16be : Encoding::utf16le);
}

constexpr const char* two_lines = "Филиал;Кол-во\r\nМосква № 1;«12»\r\n";
const Texts two_lines_cells{{"A1", "Филиал"}, {"B1", "Кол-во"}, {"A2", "Москва № 1"}, {"B2", "«12»"}};

TEST_F(Csv, utf8_is_found_and_told) {
  EXPECT_EQ(texts(two_lines), two_lines_cells);
  EXPECT_EQ(first_warning(), "csv: utf-8, separator ';'");
}

TEST_F(Csv, a_byte_order_mark_is_not_part_of_the_header) {
  EXPECT_EQ(texts("\xEF\xBB\xBF" + std::string(two_lines)), two_lines_cells);
  EXPECT_EQ(first_warning(), "csv: utf-8 with BOM, separator ';'");
}

TEST_F(Csv, a_mark_glued_twice_to_a_quoted_header_is_dropped) {
  EXPECT_EQ(texts("\xEF\xBB\xBF\xEF\xBB\xBF\"a\";\"b\"\n1;2\n"),
            (Texts{{"A1", "a"}, {"B1", "b"}, {"A2", "1"}, {"B2", "2"}}));
}

TEST_F(Csv, windows_1251_is_found_and_told) {
  EXPECT_EQ(texts(encoded(two_lines, Encoding::cp1251)), two_lines_cells);
  EXPECT_EQ(first_warning(), "csv: windows-1251, separator ';'");
}

TEST_F(Csv, every_character_of_windows_1251_is_read_right) {
  std::string all, expected;
  for (int i = 0; i < 2000; ++i) {
    const char byte = static_cast<char>(i % 7 == 0 ? 'x' : 0xC0 + i % 64);
    all += byte;
  }
  for (int byte = 0x80; byte < 0x100; ++byte) {
    if (byte != 0x98) all += static_cast<char>(byte);
    if (byte % 5 == 0) all += "ascii of some length and enough for thirty-two bytes";
  }
  expected = to_utf8(all, Encoding::cp1251);
  auto found = read("h\n" + all + "\n", {.csv = {.encoding = "windows-1251"}});
  ASSERT_TRUE(found.ok());
  EXPECT_EQ((*found)["A2"], expected);
}

TEST_F(Csv, utf16_of_both_byte_orders_with_tabs) {
  const Texts expected{{"A1", "Имя"}, {"B1", "Цена"}, {"A2", "Чай 🍵"}, {"B2", "1,5"}};
  for (const bool big : {false, true}) {
    EXPECT_EQ(texts(utf16("Имя\tЦена\r\nЧай 🍵\t1,5\r\n", big)), expected);
    EXPECT_EQ(first_warning(), big ? "csv: utf-16be, separator tab" : "csv: utf-16le, separator tab");
  }
}

TEST_F(Csv, the_old_code_page_of_dos_is_found) {
  const std::string text = "Наименование товара;Количество\nМолоко пастеризованное;двенадцать упаковок\n";
  EXPECT_EQ(texts(encoded(text, Encoding::cp866))["A2"], "Молоко пастеризованное");
}

TEST_F(Csv, an_encoding_that_is_asked_for_is_taken) {
  auto found = read(encoded("да;нет\n", Encoding::koi8_r), {.csv = {.encoding = "koi8-r"}});
  ASSERT_TRUE(found.ok());
  EXPECT_EQ((*found)["A1"], "да");
}

TEST_F(Csv, an_unknown_encoding_is_an_error_that_lists_the_known) {
  const auto found = read("a;b\n", {.csv = {.encoding = "martian"}});
  ASSERT_FALSE(found.ok());
  EXPECT_EQ(found.error().code, Code::invalid_argument);
}

TEST_F(Csv, ascii_that_turns_out_to_be_windows_1251_far_below_is_read_as_that) {
  std::string text = "code;name\n";
  while (text.size() < 1'500'000) text += "0012345;plain ascii\n";
  const std::size_t lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
  text += encoded("7;Молоко пастеризованное\n", Encoding::cp1251);
  EXPECT_EQ(texts(text)["B" + std::to_string(lines + 1)], "Молоко пастеризованное");
}

TEST_F(Csv, damaged_utf8_is_repaired_and_counted) {
  std::string text = "имя;город\n";
  for (int i = 0; i < 100; ++i) text += "Иван;Москва\n";
  text += "Пё\xD0тр;Тверь\n";
  EXPECT_EQ(texts(text)["A102"], "Пё\uFFFDтр");
  EXPECT_EQ(reader->warnings().back(), "1 bytes are no utf-8 and were replaced");
}

TEST_F(Csv, separators_are_found_with_quotes_honoured) {
  EXPECT_EQ(texts("a,b,c\n\"1;2;3;4\",x,y\n")["B2"], "x");
  EXPECT_EQ(texts("a|b\n1|2\n")["B2"], "2");
  EXPECT_EQ(texts("a\tb\n1,5\t2,5\n")["B2"], "2,5");
}

TEST_F(Csv, decimal_commas_do_not_make_a_comma_file) {
  EXPECT_EQ(texts("Товар;Цена\nЧай;12,50\nСоль;3,20\n")["B2"], "12,50");
  EXPECT_EQ(texts("Имя;Адрес\nА;ул. Ленина, д. 5, кв. 3\nБ;ул. Мира, д. 1, кв. 2\nВ;пр. Победы, д. 7, кв. 9\n")["B4"],
            "пр. Победы, д. 7, кв. 9");
}

TEST_F(Csv, semicolons_inside_a_text_column_do_not_make_a_semicolon_file) {
  EXPECT_EQ(texts("id,name,tags,price\n1,x,a;b,5\n2,y,c;d,6\n3,z,e;f,7\n")["C3"], "c;d");
}

TEST_F(Csv, the_line_sep_names_the_separator_and_is_no_row) {
  EXPECT_EQ(texts("sep=|\r\na|b,c\r\n"), (Texts{{"A1", "a"}, {"B1", "b,c"}}));
  EXPECT_EQ(texts("\xEF\xBB\xBFsep=;\na;b,c\n"), (Texts{{"A1", "a"}, {"B1", "b,c"}}));
  EXPECT_EQ(texts("sep=\t\na\tb\n"), (Texts{{"A1", "a"}, {"B1", "b"}}));
}

TEST_F(Csv, a_file_without_separators_is_one_column) {
  EXPECT_EQ(texts("Имя\nАнна\n"), (Texts{{"A1", "Имя"}, {"A2", "Анна"}}));
  EXPECT_EQ(first_warning(), "csv: utf-8, no separator, one column");
}

TEST_F(Csv, excel_s_guarded_numbers_keep_their_zeros) {
  const Texts found = texts("ИНН;код;хвост\n=\"00123\";\"=\"\"007\"\"\";z\n=\"a;b\";c;d\n");
  EXPECT_EQ(found.at("A2"), "00123");
  EXPECT_EQ(found.at("B2"), "007");
  EXPECT_EQ(found.at("C2"), "z");
  EXPECT_EQ(found.at("A3"), "a;b");
}

TEST_F(Csv, quoted_fields_hold_separators_lines_and_quotes) {
  const Texts found = texts("a;b\n\"x;\"\"y\"\"\r\nz\";2\n3;4\n");
  EXPECT_EQ(found.at("A2"), "x;\"y\"\r\nz");
  EXPECT_EQ(found.at("B2"), "2");
  EXPECT_EQ(found.at("A3"), "3");
}

TEST_F(Csv, a_quote_in_the_middle_of_a_field_is_a_character) {
  const Texts found = texts("a;b\nООО \"Ромашка\";5\" труба\nx;y\n");
  EXPECT_EQ(found.at("A2"), "ООО \"Ромашка\"");
  EXPECT_EQ(found.at("B2"), "5\" труба");
  EXPECT_EQ(found.at("A3"), "x");
}

TEST_F(Csv, text_after_a_closing_quote_stays_and_is_told) {
  const Texts found = texts("a;b\n\"Ромашка\" ООО;1\n\"z\"  ;2\n");
  EXPECT_EQ(found.at("A2"), "Ромашка ООО");
  EXPECT_EQ(found.at("A3"), "z");
  EXPECT_EQ(reader->warnings().back(),
            "text after a closing quote, kept as part of the field: 1 times, first in line 2");
}

TEST_F(Csv, ragged_rows_keep_what_they_have) {
  const Texts found = texts("a;b;c\n1\n1;2;3;4;5\n\n;;9\n");
  EXPECT_EQ(found, (Texts{{"A1", "a"},
                          {"B1", "b"},
                          {"C1", "c"},
                          {"A2", "1"},
                          {"A3", "1"},
                          {"B3", "2"},
                          {"C3", "3"},
                          {"D3", "4"},
                          {"E3", "5"},
                          {"C5", "9"}}));
}

TEST_F(Csv, zero_bytes_are_left_out_and_counted) {
  const std::string text("na\0me;b\nsome long text here to be a text;2\0\0\n", 45);
  const Texts found = texts(text.substr(0, text.size() - 2) + "\n");
  EXPECT_EQ(found.at("A1"), "name");
  EXPECT_EQ(found.at("B2"), "2");
  EXPECT_NE(reader->warnings().back().find("zero bytes were left out"), std::string::npos);
}

TEST_F(Csv, lines_may_end_with_carriage_returns_alone) {
  EXPECT_EQ(texts("a;b\r1;\"x\ny\"\r3;4\r"),
            (Texts{{"A1", "a"}, {"B1", "b"}, {"A2", "1"}, {"B2", "x\ny"}, {"A3", "3"}, {"B3", "4"}}));
}

TEST_F(Csv, a_last_line_without_an_end_counts) {
  EXPECT_EQ(texts("a;b\n1;2"), (Texts{{"A1", "a"}, {"B1", "b"}, {"A2", "1"}, {"B2", "2"}}));
  EXPECT_EQ(texts("a;b\n1;\"2\"")["B2"], "2");
  EXPECT_EQ(texts("a;b\n1;2\x1A")["B2"], "2");
}

TEST_F(Csv, an_empty_file_is_refused_and_a_mark_alone_has_no_cells) {
  EXPECT_EQ(read("").error().code, Code::data_rejected);
  EXPECT_TRUE(texts("\xEF\xBB\xBF").empty());
  EXPECT_TRUE(texts("\n\n\r\n").empty());
}

TEST_F(Csv, a_quote_never_closed_is_an_error_with_its_line) {
  const auto found = read("a;b\n1;2\n3;\"4\n5;6\n");
  ASSERT_FALSE(found.ok());
  EXPECT_EQ(found.error().code, Code::data_rejected);
  EXPECT_EQ(found.error().message, "a quote opened in line 3 is never closed");
  EXPECT_EQ(found.error().where, "line 3");
}

TEST_F(Csv, lines_inside_quotes_count_for_the_line_of_an_error) {
  const auto found = read("a;b\n\"1\n2\n3\";2\nx;\"4\n5;6\n");
  ASSERT_FALSE(found.ok());
  EXPECT_EQ(found.error().message, "a quote opened in line 5 is never closed");
}

TEST_F(Csv, a_quote_that_swallows_a_large_file_is_refused_early) {
  std::string text = "a;b\n\"open;1\n";
  while (text.size() < 20'000'000) text += "some text without any quote;2\n";
  const auto found = read(text);
  ASSERT_FALSE(found.ok());
  EXPECT_EQ(found.error().message, "a quote opened in line 2 is never closed");
}

TEST_F(Csv, an_endless_line_is_refused) {
  const auto found = read("a;b\n" + std::string(20'000'000, 'x'));
  ASSERT_FALSE(found.ok());
  EXPECT_EQ(found.error().code, Code::limit);
}

TEST_F(Csv, more_columns_than_excel_knows_are_refused) {
  const auto found = read("a;b\n" + std::string(20'000, ';') + "\n");
  ASSERT_FALSE(found.ok());
  EXPECT_EQ(found.error().code, Code::limit);
}

TEST_F(Csv, a_field_longer_than_a_block_is_whole) {
  const std::string value(3'000'000, 'y');
  const Texts found = texts("a;b\n1;\"" + value + "\"\"\"\n3;4\n");
  EXPECT_EQ(found.at("B2"), value + "\"");
  EXPECT_EQ(found.at("B3"), "4");
}

TEST_F(Csv, records_cut_by_blocks_are_whole) {
  std::string text = "n;quoted;last\n";
  for (int i = 0; i < 120'000; ++i) text += std::to_string(i) + ";\"a \"\"" + std::to_string(i) + "\"\" b\";конец\r\n";
  const Texts found = texts(text);
  ASSERT_EQ(found.size(), 3 * 120'001u);
  for (const int i : {0, 1, 777, 30'000, 65'537, 119'999}) {
    const std::string row = std::to_string(i + 2);
    EXPECT_EQ(found.at("A" + row), std::to_string(i));
    EXPECT_EQ(found.at("B" + row), "a \"" + std::to_string(i) + "\" b");
    EXPECT_EQ(found.at("C" + row), "конец");
  }
}

TEST_F(Csv, rows_and_columns_asked_for_are_delivered_alone) {
  const std::vector<bool> columns{false, true};
  auto found = read("a;b;c\n1;2;3\n4;5;6\n7;8;9\n", {}, {.first_row = 1, .row_limit = 2, .columns = &columns});
  ASSERT_TRUE(found.ok());
  EXPECT_EQ(*found, (Texts{{"B2", "2"}, {"B3", "5"}}));
}

TEST_F(Csv, a_file_can_be_read_twice) {
  texts("a;b\n1;2\n");
  CollectedCells again(*reader);
  ASSERT_TRUE(reader->read(0, {}, again).ok());
  EXPECT_EQ(again.texts.size(), 4u);
  EXPECT_EQ(reader->warnings().size(), 1u);
}

}  // namespace
}  // namespace lunokhod
