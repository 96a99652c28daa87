#include <gtest/gtest.h>

#include "lunokhod/sheets/source.hpp"
#include "scripted_reader.hpp"

namespace lunokhod::sheets {
namespace {

using lunokhod::testing::ScriptedReader;
using Names = std::vector<std::string>;

struct SheetHeader : ::testing::Test {
  Result<HeaderFound> find(const Names& wanted, SheetOptions options = {}) {
    SheetSource source = TRY(SheetSource::open(reader, "файл.xlsx", std::move(options)));
    return source.find_header(wanted);
  }
  std::shared_ptr<ScriptedReader> reader = std::make_shared<ScriptedReader>();
};

TEST_F(SheetHeader, is_found_by_names_below_a_banner_and_blank_rows) {
  reader->row(1, {"ООО Ромашка"})
      .row(4, {"Отчёт за январь", "", "лист 1"})
      .row(7, {"№", "Филиал", "ИНН", "Количество"})
      .row(8, {"1", "Центр", "77", "5"});
  const auto header = find({"филиал", "инн", "количество"});
  ASSERT_TRUE(header.ok()) << header.error().text();
  EXPECT_EQ(header->first_row, 7u);
  EXPECT_EQ(header->last_row, 7u);
  EXPECT_EQ(header->names, (Names{"№", "Филиал", "ИНН", "Количество"}));
}

TEST_F(SheetHeader, names_are_compared_folded) {
  reader->row(2, {"  Объём\u00A0продаж ", "КЛИEHT"});  // Latin E and H
  const auto header = find({"объем продаж", "клиент"});
  ASSERT_TRUE(header.ok()) << header.error().text();
  EXPECT_EQ(header->first_row, 2u);
}

TEST_F(SheetHeader, of_two_rows_is_joined_under_its_group_titles) {
  reader->row(3, {"Код", "Продажи", "", "", "Остаток"})
      .row(4, {"", "шт", "руб", "%", "шт"})
      .row(5, {"1", "2", "3", "4", "5"});
  const auto header = find({"код", "продажи шт", "продажи руб", "остаток шт"});
  ASSERT_TRUE(header.ok()) << header.error().text();
  EXPECT_EQ(header->first_row, 3u);
  EXPECT_EQ(header->last_row, 4u);
  EXPECT_EQ(header->names, (Names{"Код", "Продажи шт", "Продажи руб", "Продажи %", "Остаток шт"}));
}

TEST_F(SheetHeader, of_two_rows_is_known_by_its_lowest_cells_too) {
  reader->row(1, {"Клиент", "Показатели", ""}).row(2, {"", "количество", "сумма"});
  const auto header = find({"клиент", "количество", "сумма"});
  ASSERT_TRUE(header.ok());
  EXPECT_EQ(header->names, (Names{"Клиент", "количество", "сумма"}));
}

TEST_F(SheetHeader, of_three_rows_is_found) {
  reader->row(1, {"Код", "2025"}).row(2, {"", "январь", "февраль"}).row(3, {"", "шт", "шт"});
  const auto header = find({"код", "2025 январь шт", "2025 февраль шт"});
  ASSERT_TRUE(header.ok()) << header.error().text();
  EXPECT_EQ(header->last_row, 3u);
}

TEST_F(SheetHeader, a_column_without_a_title_is_not_under_its_neighbour_s) {
  reader->row(1, {"Код", "", "Итого"}).row(2, {"", "Название", "шт"});
  const auto header = find({"код", "название", "итого шт"});
  ASSERT_TRUE(header.ok());
  EXPECT_EQ(header->names, (Names{"Код", "Название", "Итого шт"}));
}

TEST_F(SheetHeader, one_row_is_enough_where_more_find_no_more_names) {
  reader->row(1, {"Филиал", "ИНН", "Товар"}).row(2, {"Филиал Центр", "77", "Чай"});
  EXPECT_EQ(find({"филиал", "инн", "товар"})->last_row, 1u);
}

TEST_F(SheetHeader, not_found_says_what_was_looked_for_where_and_what_is_near) {
  reader->row(1, {"Отчёт"}).row(3, {"Филиалл", "ИНН клиента", "Цена"}).row(4, {"Центр", "77", "5"});
  const auto header = find({"филиал", "количество", "товар"});
  ASSERT_FALSE(header.ok());
  EXPECT_EQ(header.error().code, Code::data_rejected);
  EXPECT_EQ(header.error().message,
            "header row not found: no row of 1 to 4 has the columns 'филиал', 'количество', 'товар'");
  EXPECT_NE(header.error().hint.find("A3 has 'Филиалл'"), std::string::npos) << header.error().hint;
  EXPECT_NE(header.error().hint.find("row 3 looks like a header: 'Филиалл', 'ИНН клиента', 'Цена'"), std::string::npos)
      << header.error().hint;
  EXPECT_EQ(header.error().where, "файл.xlsx, sheet Лист1");
}

TEST_F(SheetHeader, one_common_word_among_many_is_no_header) {
  reader->row(1, {"код"}).row(2, {"a", "b"});
  const auto header = find({"код", "филиал", "товар"});
  ASSERT_FALSE(header.ok());
  EXPECT_NE(header.error().message.find("(row 1 has only 1 of them)"), std::string::npos) << header.error().message;
}

TEST_F(SheetHeader, an_empty_sheet_is_an_error) {
  const auto header = find({"код"});
  ASSERT_FALSE(header.ok());
  EXPECT_EQ(header.error().message, "the sheet is empty, there is no header row");
}

TEST_F(SheetHeader, by_looks_is_the_first_wide_row_of_texts) {
  reader->row(1, {"ООО Ромашка"}).row(2, {"Период: январь", "", "стр. 1"}).row(4, {"Товар", "Цена", "Дата", "Кол-во"});
  for (int i = 5; i < 12; ++i) reader->row(static_cast<std::uint32_t>(i), {"Чай", "12,5", "31.12.2025", "3"});
  EXPECT_EQ(find({})->first_row, 4u);
}

TEST_F(SheetHeader, by_looks_is_none_where_every_row_has_numbers) {
  reader->row(1, {"1", "2"}).row(2, {"3", "x"});
  const auto header = find({});
  ASSERT_TRUE(header.ok());
  EXPECT_EQ(header->last_row, 0u);
}

TEST_F(SheetHeader, a_row_by_number_is_taken_as_it_is_however_far_down) {
  for (std::uint32_t i = 1; i <= 300; ++i) reader->row(i, {"x" + std::to_string(i), "y"});
  const auto header = find({}, {.header_auto = false, .header_row = 200});
  ASSERT_TRUE(header.ok()) << header.error().text();
  EXPECT_EQ(header->names, (Names{"x200", "y"}));
}

TEST_F(SheetHeader, several_rows_by_number_are_joined) {
  reader->row(2, {"Продажи", ""}).row(3, {"шт", "руб"});
  const auto header = find({}, {.header_auto = false, .header_row = 2, .header_rows = 2});
  ASSERT_TRUE(header.ok());
  EXPECT_EQ(header->names, (Names{"Продажи шт", "Продажи руб"}));
  EXPECT_EQ(header->last_row, 3u);
}

TEST_F(SheetHeader, an_empty_row_by_number_is_an_error_that_says_where_data_begins) {
  reader->row(5, {"a", "b"});
  const auto header = find({}, {.header_auto = false, .header_row = 3});
  ASSERT_FALSE(header.ok());
  EXPECT_EQ(header.error().message, "row 3 is empty, it is no header");
  EXPECT_EQ(header.error().hint, "the first row that holds anything is 5");
}

TEST_F(SheetHeader, wanting_a_name_that_two_columns_bear_is_ambiguous) {
  reader->row(1, {"Товар", "Кол-во", "Цена", "КОЛ-ВО"}).row(2, {"Чай", "1", "2", "3"});
  const auto header = find({"товар", "кол-во"});
  ASSERT_FALSE(header.ok());
  EXPECT_EQ(header.error().code, Code::ambiguous);
  EXPECT_EQ(header.error().message, "2 columns are called 'кол-во': B1 'Кол-во', D1 'КОЛ-ВО'");
}

TEST_F(SheetHeader, duplicates_nobody_wants_are_kept_apart) {
  reader->row(1, {"Товар", "Кол-во", "Кол-во", "", "Кол-во"}).row(2, {"Чай", "1", "2", "3", "4"});
  const auto header = find({"товар"});
  ASSERT_TRUE(header.ok());
  EXPECT_EQ(header->names, (Names{"Товар", "Кол-во", "Кол-во (2)", "", "Кол-во (3)"}));
}

TEST_F(SheetHeader, numbers_and_dates_may_be_names) {
  reader->text("A1", "Товар").number("B1", 2024).date("C1", 45658);
  EXPECT_EQ(find({"товар", "2024"})->names, (Names{"Товар", "2024", "2025-01-01"}));
}

TEST_F(SheetHeader, is_looked_for_inside_the_range) {
  reader->row(1, {"код", "имя"}).row(5, {"", "код", "имя"}).row(6, {"", "1", "2"});
  EXPECT_EQ(find({"код", "имя"}, {.range = "B4:C9"})->first_row, 5u);
}

}  // namespace
}  // namespace lunokhod::sheets
