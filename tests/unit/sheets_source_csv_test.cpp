#include <gtest/gtest.h>

#include "lunokhod/base/encoding.hpp"
#include "lunokhod/sheets/source.hpp"
#include "temporary_folder.hpp"

namespace lunokhod::sheets {
namespace {

using Names = std::vector<std::string>;

struct CsvFrame : ::testing::Test {
  Result<SheetSource> source(std::string_view bytes, SheetOptions options = {}) {
    std::shared_ptr<Reader> reader = TRY(open(folder.write("f.csv", bytes)));
    return SheetSource::open(std::move(reader), "f.csv", std::move(options));
  }
  Result<Frame> read(std::string_view bytes, SheetOptions options = {}, const Names& wanted = {}, bool only = false) {
    SheetSource from = TRY(source(bytes, std::move(options)));
    auto frame = from.frame(wanted, only);
    notes = from.notes();
    return frame;
  }
  Frame frame(std::string_view bytes, SheetOptions options = {}) {
    auto found = read(bytes, std::move(options));
    if (!found.ok()) ADD_FAILURE() << found.error().text();
    return found.ok() ? *found : Frame();
  }
  static Names column(const Frame& frame, std::size_t index) {
    Names values;
    for (std::size_t row = 0; row < frame.height(); ++row) values.push_back(frame.column(index).display(row));
    return values;
  }
  testing::TemporaryFolder folder;
  Names notes;
};

TEST_F(CsvFrame, every_column_is_text_and_nothing_is_guessed) {
  const Frame found = frame("код;цена;дата\n007;12,50;31.12.2025\n4607012345678901234;1e5;\n");
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(found.column(i).dtype, Dtype::text);
  EXPECT_EQ(column(found, 0), (Names{"007", "4607012345678901234"}));
  EXPECT_TRUE(found.column(2).is_null(1));
  EXPECT_EQ(found.column(2).words[1], 0u);
}

TEST_F(CsvFrame, blank_lines_are_left_out_and_row_numbers_kept) {
  const Frame found = frame("Отчёт\n\na;b\n1;2\n\n;;\n3;4\n");
  EXPECT_EQ(found.origin().rows, (std::vector<std::uint32_t>{4, 7}));
  EXPECT_EQ(found.address(1, 1), "f.csv, cell B7");
}

TEST_F(CsvFrame, a_separator_at_the_end_of_each_line_makes_no_column) {
  EXPECT_EQ(frame("a;b;\n1;2;\n").names(), (Names{"a", "b"}));
}

TEST_F(CsvFrame, a_field_without_a_header_keeps_its_letters) {
  EXPECT_EQ(frame("a;b;\n1;2;3\n").names(), (Names{"a", "b", "C"}));
}

TEST_F(CsvFrame, a_row_with_more_fields_than_the_header_is_a_problem_with_its_address) {
  std::string text = "имя;адрес\n";
  for (int i = 0; i < 100; ++i) text += "x;y\n";
  const Frame found = frame(text + "z;ул. Мира;д. 5;кв. 2\n");
  EXPECT_EQ(found.names(), (Names{"имя", "адрес"}));
  ASSERT_EQ(found.problems().count(), 1u);
  EXPECT_EQ(found.problems().list()[0].cell, "C102");
  EXPECT_EQ(found.problems().list()[0].value, "д. 5 кв. 2");
  EXPECT_EQ(found.problems().list()[0].wanted, "a row of 2 fields, as the header has; this one has 4");
}

TEST_F(CsvFrame, short_rows_are_nulls_and_noted) {
  const Frame found = frame("a;b;c\n1\n1;2;3\n4;5\n");
  EXPECT_EQ(column(found, 1), (Names{"", "2", "5"}));
  EXPECT_EQ(notes.back(), "2 rows have fewer fields than the header, the first is row 2");
}

TEST_F(CsvFrame, wanted_columns_alone) {
  const auto found = read("a;b;c\n1;2;3\n;;\n4;;6\n", {}, {"c", "a"}, true);
  ASSERT_TRUE(found.ok());
  EXPECT_EQ(found->names(), (Names{"a", "c"}));
  EXPECT_EQ(found->height(), 2u);
}

TEST_F(CsvFrame, totals_range_and_limit_work_as_in_sheets) {
  const std::string text = "Товар;Шт\nЧай;1\nИтого:;1\nСоль;2\nМука;3\n";
  EXPECT_EQ(column(frame(text, {.drop_totals = true}), 0), (Names{"Чай", "Соль", "Мука"}));
  EXPECT_EQ(notes.back(), "row 3 is a total and was dropped: Итого:");
  EXPECT_EQ(column(frame(text, {.row_limit = 2}), 0), (Names{"Чай", "Итого:"}));
  EXPECT_EQ(column(frame(text, {.range = "A1:A3"}), 0), (Names{"Чай", "Итого:"}));
}

TEST_F(CsvFrame, without_a_header_all_rows_are_data) {
  const Frame found = frame("1;2\n3;4\n", {.header_auto = false});
  EXPECT_EQ(found.names(), (Names{"A", "B"}));
  EXPECT_EQ(found.height(), 2u);
}

TEST_F(CsvFrame, a_header_alone_is_a_frame_of_no_rows_and_a_blank_file_an_error) {
  EXPECT_EQ(frame("a;b\n").height(), 0u);
  EXPECT_EQ(frame("a;b\n").width(), 2u);
  EXPECT_EQ(read("\n\n").error().code, Code::data_rejected);
}

TEST_F(CsvFrame, a_quote_never_closed_names_file_and_line) {
  EXPECT_EQ(read("a;b\n1;\"2\n").error().where, "f.csv, line 2");
}

TEST_F(CsvFrame, large_files_are_the_same_by_frame_by_chunks_and_by_cells) {
  std::string text = "номер;имя;сумма\r\n";
  for (int i = 0; i < 90'000; ++i) {
    text += std::to_string(i) +
            (i % 5 == 0 ? ";\"имя; \"\"" + std::to_string(i) + "\"\"\";" : ";Имя " + std::to_string(i) + ";");
    text += i % 3 == 0 ? "\r\n" : std::to_string(i * 7) + ",50\r\n";
  }
  for (const std::string& bytes : {text, *from_utf8(text, Encoding::cp1251)}) {
    const Frame whole = frame(bytes);
    ASSERT_EQ(whole.height(), 90'000u);
    EXPECT_EQ(whole.column(1).as_text(5), "имя; \"5\"");
    EXPECT_EQ(whole.column(1).as_text(89'999), "Имя 89999");
    EXPECT_EQ(whole.column(2).valid.count(), 60'000u);
    auto from = source(bytes);
    ASSERT_TRUE(from.ok());
    std::size_t row = 0, differences = 0;
    const auto done = from->chunks(7'000, {}, [&](Frame chunk) -> Result<bool> {
      for (std::size_t i = 0; i < chunk.height(); ++i, ++row) {
        differences += chunk.origin().rows[i] != whole.origin().rows[row];
        for (std::size_t c = 0; c < 3; ++c) differences += chunk.column(c).display(i) != whole.column(c).display(row);
      }
      return true;
    });
    ASSERT_TRUE(done.ok()) << done.error().text();
    EXPECT_EQ(row, 90'000u);
    EXPECT_EQ(differences, 0u);
  }
}

}  // namespace
}  // namespace lunokhod::sheets
