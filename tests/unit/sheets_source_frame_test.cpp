#include <gtest/gtest.h>

#include "lunokhod/sheets/source.hpp"
#include "scripted_reader.hpp"

namespace lunokhod::sheets {
namespace {

using lunokhod::testing::ScriptedReader;
using Names = std::vector<std::string>;

struct SheetFrame : ::testing::Test {
  Result<Frame> read(const Names& wanted = {}, bool only = false, SheetOptions options = {}) {
    SheetSource source = TRY(SheetSource::open(reader, "f.xlsx", std::move(options)));
    auto frame = source.frame(wanted, only);
    notes = source.notes();
    return frame;
  }
  Frame frame(SheetOptions options = {}) {
    auto found = read({}, false, std::move(options));
    if (!found.ok()) ADD_FAILURE() << found.error().text();
    return found.ok() ? *found : Frame();
  }
  static Names column(const Frame& frame, std::string_view name) {
    const auto index = frame.find(name);
    if (!index.ok()) return {"no column " + std::string(name)};
    Names values;
    for (std::size_t row = 0; row < frame.height(); ++row) values.push_back(frame.column(*index).display(row));
    return values;
  }
  std::shared_ptr<ScriptedReader> reader = std::make_shared<ScriptedReader>();
  Names notes;
};

TEST_F(SheetFrame, columns_of_one_kind_get_its_dtype) {
  reader->row(1, {"t", "n", "d", "s", "b", "m", "e"});
  reader->text("A2", "x").number("B2", 1.5).date("C2", 45658).date("D2", 45658.5).boolean("E2", true).text("F2", "5");
  reader->text("A3", "y")
      .number("B3", 2)
      .date("C3", 45659)
      .date("D3", 45659)
      .boolean("E3", false)
      .number("F3", 6)
      .error("G3", "#N/A");
  const Frame found = frame();
  std::vector<Dtype> dtypes;
  for (std::size_t i = 0; i < found.width(); ++i) dtypes.push_back(found.column(i).dtype);
  EXPECT_EQ(dtypes, (std::vector<Dtype>{Dtype::text, Dtype::float_, Dtype::date, Dtype::datetime, Dtype::boolean,
                                        Dtype::mixed, Dtype::mixed}));
  EXPECT_EQ(column(found, "n"), (Names{"1.5", "2"}));
  EXPECT_EQ(column(found, "d"), (Names{"2025-01-01", "2025-01-02"}));
  EXPECT_EQ(column(found, "s"), (Names{"2025-01-01T12:00:00", "2025-01-02T00:00:00"}));
  EXPECT_EQ(column(found, "m"), (Names{"5", "6"}));
  EXPECT_EQ(column(found, "e"), (Names{"", "#N/A"}));
}

TEST_F(SheetFrame, empty_rows_are_left_out_and_numbers_of_the_file_kept) {
  reader->row(2, {"a", "b"}).row(3, {"1", "2"}).row(7, {"3", ""}).row(9, {"", "4"});
  const Frame found = frame();
  EXPECT_EQ(found.height(), 3u);
  EXPECT_EQ(found.origin().rows, (std::vector<std::uint32_t>{3, 7, 9}));
  EXPECT_EQ(column(found, "b"), (Names{"2", "", "4"}));
  EXPECT_TRUE(found.column(0).is_null(2));
  EXPECT_EQ(found.address(1, 1), "f.xlsx, sheet Лист1, cell B7");
}

TEST_F(SheetFrame, one_stray_cell_far_away_costs_next_to_nothing) {
  reader->row(1, {"a", "b"}).row(2, {"1", "2"}).text("XFD1048576", "stray");
  const Frame found = frame();
  EXPECT_EQ(found.height(), 2u);
  EXPECT_EQ(found.width(), 3u);
  EXPECT_EQ(found.origin().rows.back(), 1'048'576u);
  EXPECT_EQ(column(found, "XFD"), (Names{"", "stray"}));
}

TEST_F(SheetFrame, a_diagonal_of_holes_is_refused) {
  reader->row(1, {"a", "b"});
  for (std::uint32_t i = 2; i < 16'384; ++i)
    reader->cells.push_back({i, static_cast<std::uint16_t>(i), CellKind::boolean, 0, 1});
  const auto found = read();
  ASSERT_FALSE(found.ok());
  EXPECT_EQ(found.error().code, Code::limit);
}

TEST_F(SheetFrame, cells_out_of_order_are_put_where_they_belong) {
  reader->row(1, {"a", "b"})
      .row(5, {"5a", "5b"})
      .row(3, {"3a"})
      .row(9, {"9a", "9b"})
      .text("B3", "3b")
      .text("A4", "4a")
      .text("B5", "5b again");
  const Frame found = frame();
  EXPECT_EQ(found.origin().rows, (std::vector<std::uint32_t>{3, 4, 5, 9}));
  EXPECT_EQ(column(found, "a"), (Names{"3a", "4a", "5a", "9a"}));
  EXPECT_EQ(column(found, "b"), (Names{"3b", "", "5b again", "9b"}));
}

TEST_F(SheetFrame, of_a_cell_given_twice_the_last_wins) {
  reader->row(1, {"a", "b"}).text("A2", "first").number("A2", 7).text("B2", "x").number("A3", 8);
  const Frame found = frame();
  EXPECT_EQ(found.column(0).dtype, Dtype::float_);
  EXPECT_EQ(column(found, "a"), (Names{"7", "8"}));
}

TEST_F(SheetFrame, only_wanted_columns_are_asked_of_the_reader) {
  reader->row(1, {"a", "b", "c"}).row(2, {"1", "2", "3"}).row(3, {"4", "", "6"});
  const auto found = read({"b"}, true);
  ASSERT_TRUE(found.ok());
  EXPECT_EQ(found->names(), (Names{"b"}));
  EXPECT_EQ(found->height(), 1u);         // row 3 holds nothing in b
  EXPECT_EQ(reader->delivered, 8u + 1u);  // all for the search of the header, then one
}

TEST_F(SheetFrame, only_these_columns_may_be_named_by_the_caller) {
  reader->row(1, {"Код", "Имя", "Цена"}).row(2, {"1", "x", "3"});
  EXPECT_EQ(frame({.columns = {"цена", "код"}}).names(), (Names{"Код", "Цена"}));
  const auto missing = read({}, false, {.columns = {"код", "имяя"}});
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().code, Code::not_found);
  EXPECT_EQ(missing.error().hint, "the nearest: Имя");
}

TEST_F(SheetFrame, without_a_header_columns_are_called_by_letters) {
  reader->row(1, {"x", "y"}).row(2, {"z", "", "w"});
  const Frame found = frame({.header_auto = false});
  EXPECT_EQ(found.names(), (Names{"A", "B", "C"}));
  EXPECT_EQ(found.height(), 2u);
}

TEST_F(SheetFrame, a_column_without_a_header_keeps_its_letters_and_loses_nothing) {
  reader->row(1, {"C", "", "x"}).row(2, {"1", "2", "3", "4"});
  EXPECT_EQ(frame({.header_auto = false, .header_row = 1}).names(), (Names{"C", "B", "x", "D"}));
  reader->cells.clear();
  reader->row(1, {"D", "x"}).row(2, {"1", "2", "", "4"});
  EXPECT_EQ(frame({.header_auto = false, .header_row = 1}).names(), (Names{"D", "x", "D (2)"}));
}

TEST_F(SheetFrame, a_header_without_rows_is_a_frame_of_no_rows) {
  reader->row(3, {"a", "b"});
  const Frame found = frame();
  EXPECT_EQ(found.height(), 0u);
  EXPECT_EQ(found.names(), (Names{"a", "b"}));
}

TEST_F(SheetFrame, an_empty_sheet_is_an_error_unless_no_header_is_wanted) {
  EXPECT_EQ(read().error().code, Code::data_rejected);
  EXPECT_EQ(frame({.header_auto = false}).height(), 0u);
}

TEST_F(SheetFrame, totals_are_dropped_and_listed_on_request) {
  reader->row(1, {"Товар", "Шт"});
  reader->text("A2", "Чай")
      .number("B2", 1)
      .text("A3", "Итого по складу:")
      .number("B3", 1)
      .text("A4", "Итоговая книга")
      .number("B4", 2);
  reader->number("A5", 9).text("B5", " всего").text("A6", "Total 5W40").number("B6", 3);
  EXPECT_EQ(frame().height(), 5u);
  const Frame found = frame({.drop_totals = true});
  EXPECT_EQ(column(found, "Товар"), (Names{"Чай", "Итоговая книга", "Total 5W40"}));
  EXPECT_EQ(found.origin().rows, (std::vector<std::uint32_t>{2, 4, 6}));
  EXPECT_EQ(found.column(1).dtype, Dtype::float_);
  ASSERT_EQ(notes.size(), 3u);
  EXPECT_EQ(notes[1], "row 3 is a total and was dropped: Итого по складу:");
}

TEST_F(SheetFrame, a_total_named_in_a_column_nobody_wants_is_dropped_too) {
  reader->row(1, {"Товар", "Шт"}).text("A2", "Чай").number("B2", 1).text("A3", "Всего").number("B3", 1);
  const auto found = read({"шт"}, true, {.drop_totals = true});
  ASSERT_TRUE(found.ok());
  EXPECT_EQ(found->height(), 1u);
  EXPECT_EQ(found->width(), 1u);
}

TEST_F(SheetFrame, hidden_rows_and_columns_are_skipped_on_request) {
  reader->row(1, {"a", "b"})
      .row(2, {"1", "2"})
      .text("A3", "hidden", hidden_row)
      .text("B3", "hidden", hidden_row)
      .row(4, {"3", "4"});
  reader->details.hidden_columns = {1};
  EXPECT_EQ(frame().height(), 3u);
  const Frame found = frame({.skip_hidden_rows = true, .skip_hidden_columns = true});
  EXPECT_EQ(found.names(), (Names{"a"}));
  EXPECT_EQ(column(found, "a"), (Names{"1", "3"}));
}

TEST_F(SheetFrame, merged_ranges_are_filled_on_request) {
  reader->row(1, {"город", "товар"}).row(2, {"Москва", "чай"}).row(3, {"", "соль"}).row(5, {"", "мука"});
  reader->details.merged = {{1, 1'048'575, 0, 0}, {0, 0, 5, 4}, {9, 3, 0, 0}};
  EXPECT_EQ(column(frame(), "город"), (Names{"Москва", "", ""}));
  const Frame found = frame({.fill_merged = true});
  EXPECT_EQ(column(found, "город"), (Names{"Москва", "Москва", "Москва"}));
  EXPECT_EQ(found.origin().rows, (std::vector<std::uint32_t>{2, 3, 5}));
}

TEST_F(SheetFrame, a_range_bounds_rows_and_columns) {
  reader->row(1, {"x", "x", "x", "x"})
      .row(3, {"q", "a", "b", "q"})
      .row(4, {"q", "1", "2", "q"})
      .row(5, {"q", "3", "4", "q"})
      .row(6, {"q", "5", "6", "q"});
  const Frame found = frame({.range = "$B$3:C5"});
  EXPECT_EQ(found.names(), (Names{"a", "b"}));
  EXPECT_EQ(column(found, "b"), (Names{"2", "4"}));
  EXPECT_EQ(read({}, false, {.range = "B3:oops"}).error().code, Code::invalid_argument);
}

TEST_F(SheetFrame, a_row_limit_counts_rows_of_data) {
  reader->row(1, {"a", "b"}).row(2, {"1", "1"}).row(8, {"2", "2"}).row(9, {"3", "3"});
  EXPECT_EQ(column(frame({.row_limit = 2}), "a"), (Names{"1", "2"}));
}

TEST_F(SheetFrame, columns_as_text_show_numbers_and_dates_as_text) {
  reader->row(1, {"код", "когда"}).number("A2", 7701234567).date("B2", 45658).text("A3", "007");
  const Frame found = frame({.text_columns = {"КОД", "когда"}});
  EXPECT_EQ(found.column(0).dtype, Dtype::text);
  EXPECT_EQ(column(found, "код"), (Names{"7701234567", "007"}));
  EXPECT_EQ(column(found, "когда"), (Names{"2025-01-01", ""}));
}

TEST_F(SheetFrame, a_formula_without_a_value_is_null_and_a_problem) {
  reader->row(1, {"a", "b"}).text("A2", "x").formula_without_value("B2");
  const Frame found = frame();
  EXPECT_TRUE(found.column(1).is_null(0));
  ASSERT_EQ(found.problems().count(), 1u);
  EXPECT_EQ(found.problems().list()[0].cell, "B2");
  EXPECT_EQ(found.problems().list()[0].column, "b");
}

TEST_F(SheetFrame, a_number_shown_as_a_date_that_is_none_stays_a_number) {
  reader->row(1, {"d", "x"}).date("A2", 45658).date("A3", -5);
  const Frame found = frame();
  EXPECT_EQ(found.column(0).dtype, Dtype::mixed);
  EXPECT_EQ(found.column(0).kinds[1], CellKind::number);
}

TEST_F(SheetFrame, a_sheet_is_chosen_by_name_pattern_or_number) {
  reader->infos = {{"План", SheetKind::worksheet, Visibility::hidden},
                   {"Диаграмма", SheetKind::chart, Visibility::visible},
                   {"Факт 2024", SheetKind::worksheet, Visibility::visible},
                   {"Факт 2025", SheetKind::worksheet, Visibility::visible}};
  reader->row(1, {"a", "b"});
  const auto chosen = [&](SheetOptions options) {
    auto source = SheetSource::open(reader, "f.xlsx", std::move(options));
    return source.ok() ? source->sheet_name()
                       : std::string(code_name(source.error().code)) + ": " + source.error().hint;
  };
  EXPECT_EQ(chosen({}), "Факт 2024");
  EXPECT_EQ(chosen({.name = "план"}), "План");
  EXPECT_EQ(chosen({.name = "*2025"}), "Факт 2025");
  EXPECT_EQ(chosen({.name = "факт ???4"}), "Факт 2024");
  EXPECT_EQ(chosen({.index = 2}), "Факт 2024");
  EXPECT_EQ(chosen({.name = "Факт*"}), "ambiguous: they are: Факт 2024, Факт 2025");
  EXPECT_EQ(chosen({.name = "Нет"}), "not_found: sheets here: План, Диаграмма, Факт 2024, Факт 2025");
  EXPECT_EQ(chosen({.index = 4}), "not_found: sheets here: План, Диаграмма, Факт 2024, Факт 2025");
}

TEST_F(SheetFrame, chunks_hold_the_rows_asked_for) {
  reader->row(1, {"a", "b"});
  for (std::uint32_t i = 2; i <= 8; ++i) reader->row(i, {"a" + std::to_string(i), "b"});
  auto source = SheetSource::open(reader, "f.xlsx", {});
  ASSERT_TRUE(source.ok());
  std::vector<std::size_t> heights;
  Names firsts;
  const auto done = source->chunks(3, {}, [&](Frame chunk) -> Result<bool> {
    heights.push_back(chunk.height());
    firsts.push_back(std::string(chunk.column(0).as_text(0)) + "/" + std::to_string(chunk.origin().rows[0]));
    EXPECT_EQ(chunk.names(), (Names{"a", "b"}));
    return true;
  });
  ASSERT_TRUE(done.ok());
  EXPECT_EQ(heights, (std::vector<std::size_t>{3, 3, 1}));
  EXPECT_EQ(firsts, (Names{"a2/2", "a5/5", "a8/8"}));
}

TEST_F(SheetFrame, chunks_stop_when_told_and_pass_errors_on) {
  reader->row(1, {"a", "b"});
  for (std::uint32_t i = 2; i <= 9; ++i) reader->row(i, {"x", "y"});
  auto source = SheetSource::open(reader, "f.xlsx", {});
  int seen = 0;
  EXPECT_TRUE(source->chunks(2, {}, [&](Frame) -> Result<bool> { return ++seen < 2; }).ok());
  EXPECT_EQ(seen, 2);
  const auto failed = source->chunks(2, {}, [&](Frame) -> Result<bool> { return Error{Code::script, "no"}; });
  ASSERT_FALSE(failed.ok());
  EXPECT_EQ(failed.error().code, Code::script);
}

TEST_F(SheetFrame, rows_of_a_chunk_that_is_out_already_are_an_error) {
  reader->row(1, {"a", "b"}).row(5, {"1", "1"}).row(6, {"2", "2"}).row(7, {"3", "3"}).row(2, {"4", "4"});
  auto source = SheetSource::open(reader, "f.xlsx", {});
  const auto done = source->chunks(1, {}, [&](Frame) -> Result<bool> { return true; });
  ASSERT_FALSE(done.ok());
  EXPECT_EQ(done.error().code, Code::data_rejected);
}

}  // namespace
}  // namespace lunokhod::sheets
