// The BIFF8 reader on workbooks made record by record.
#include <gtest/gtest.h>

#include <bit>

#include "biff_builder.hpp"
#include "collected_cells.hpp"
#include "ole_builder.hpp"
#include "readers.hpp"

namespace lunokhod::sheets {
namespace {

using namespace lunokhod::testing;  // NOLINT: builders

struct Opened {
  explicit Opened(std::string content) : bytes(std::move(content)) {
    auto result = open_xls({"test.xls", nullptr, bytes}, {});
    if (result.ok())
      reader = *std::move(result);
    else
      error = result.error();
  }
  CollectedCells read(std::size_t sheet = 0, const ReadOptions& options = {}) {
    CollectedCells cells(*reader);
    auto result = reader->read(sheet, options, cells);
    if (result.ok())
      details = *std::move(result);
    else
      error = result.error();
    return cells;
  }
  std::string bytes;
  std::unique_ptr<Reader> reader;
  SheetDetails details;
  std::optional<Error> error;
};

std::string in_ole(const std::string& stream, const OleShape& shape = {}) {
  std::string padded = stream;
  padded.resize(std::max<std::size_t>(stream.size(), 4096), '\0');
  return make_ole({{"Workbook", padded}}, shape);
}

std::string number_record(unsigned row, unsigned column, double value, unsigned xf = 0) {
  return biff_record(0x0203, Bytes().u16(row).u16(column).u16(xf).f64(value).str());
}

double number_at(const CollectedCells& cells, const std::string& address) {
  const auto found = cells.others.find(address);
  return found == cells.others.end() ? -777 : std::bit_cast<double>(found->second.word);
}

std::string text_of(const Opened& book, const Cell& cell) {
  return std::string(book.reader->pool()->view(TextRef{cell.word}));
}

TEST(XlsReader, numbers_come_from_every_kind_of_number_record) {
  const std::string records = number_record(0, 0, 1.5) +
                              biff_record(0x027E, Bytes().u16(0).u16(1).u16(0).u32(7 << 2 | 2).str()) +
                              biff_record(0x027E, Bytes().u16(0).u16(2).u16(0).u32(1234 << 2 | 3).str()) +
                              biff_record(0xBD, Bytes()
                                                    .u16(1)
                                                    .u16(3)
                                                    .u16(0)
                                                    .u32(static_cast<std::uint32_t>(-5) << 2 | 2)
                                                    .u16(0)
                                                    .u32(std::bit_cast<std::uint64_t>(2.0) >> 32)
                                                    .u16(4)
                                                    .str());
  Opened book(in_ole(biff8_stream({{"Plan", records}})));
  ASSERT_TRUE(book.reader);
  const auto cells = book.read();
  EXPECT_EQ(book.reader->sheets()[0].name, "Plan");
  EXPECT_EQ(number_at(cells, "A1"), 1.5);
  EXPECT_EQ(number_at(cells, "B1"), 7);
  EXPECT_EQ(number_at(cells, "C1"), 12.34);
  EXPECT_EQ(number_at(cells, "D2"), -5);
  EXPECT_EQ(number_at(cells, "E2"), 2);
}

TEST(XlsReader, a_shared_string_goes_on_in_a_continue_record_with_another_width) {
  std::string first = Bytes().u32(2).u32(2).raw(biff_string("short")).u16(6).u8(0).raw("abc").str();
  std::string rest = Bytes().u8(1).utf16(u"где").str();
  const auto cell = [](unsigned column, unsigned index) {
    return biff_record(0xFD, Bytes().u16(0).u16(column).u16(0).u32(index).str());
  };
  Opened book(
      in_ole(biff8_stream({{"S", cell(0, 0) + cell(1, 1)}}, biff_record(0xFC, first) + biff_record(0x3C, rest))));
  ASSERT_TRUE(book.reader);
  const auto cells = book.read();
  EXPECT_EQ(cells.texts.at("A1"), "short");
  EXPECT_EQ(cells.texts.at("B1"), "abcгде");
}

TEST(XlsReader, a_pair_of_surrogates_cut_by_a_continue_record_stays_one_character) {
  std::string first = Bytes().u32(1).u32(1).u16(2).u8(1).u16(0xD83D).str();
  std::string rest = Bytes().u8(1).u16(0xDE80).str();
  Opened book(in_ole(biff8_stream({{"S", biff_record(0xFD, Bytes().u16(0).u16(0).u16(0).u32(0).str())}},
                                  biff_record(0xFC, first) + biff_record(0x3C, rest))));
  ASSERT_TRUE(book.reader);
  EXPECT_EQ(book.read().texts.at("A1"), "🚀");
}

TEST(XlsReader, wrong_counts_of_shared_strings_are_not_believed) {
  const std::string sst = Bytes().u32(0x7FFFFFFF).u32(0x7FFFFFFF).raw(biff_string("a")).raw(biff_string("b")).str();
  const auto cell = [](unsigned column, unsigned index) {
    return biff_record(0xFD, Bytes().u16(0).u16(column).u16(0).u32(index).str());
  };
  Opened book(in_ole(biff8_stream({{"S", cell(0, 1) + cell(1, 99)}}, biff_record(0xFC, sst))));
  ASSERT_TRUE(book.reader);
  const auto cells = book.read();
  EXPECT_EQ(cells.texts.at("A1"), "b");
  EXPECT_EQ(cells.others.at("B1").kind, CellKind::error) << "an index past the end is shown, not left out";
}

TEST(XlsReader, rich_runs_and_phonetics_of_shared_strings_are_passed_over) {
  const std::string rich =
      Bytes().u16(3).u8(0x0C).u16(1).u32(6).raw("one").u32(0x00010000).raw("PHONET").raw(biff_string("two")).str();
  Opened book(in_ole(biff8_stream({{"S", biff_record(0xFD, Bytes().u16(0).u16(0).u16(0).u32(1).str())}},
                                  biff_record(0xFC, Bytes().u32(2).u32(2).raw(rich).str()))));
  ASSERT_TRUE(book.reader);
  EXPECT_EQ(book.read().texts.at("A1"), "two");
}

TEST(XlsReader, a_formula_has_its_text_in_the_next_record) {
  const auto formula = [](unsigned column, std::uint64_t value) {
    return biff_record(0x06, Bytes().u16(2).u16(column).u16(0).u64(value).u16(0).u32(0).u16(0).str());
  };
  const std::string records = formula(0, 0xFFFF000000000000) + biff_record(0x04BC, "shared formula") +
                              biff_record(0x0207, biff_string("done")) + formula(1, 0xFFFF000000010001) +
                              formula(2, 0xFFFF0000002A0002) + formula(3, 0xFFFF000000000003) +
                              formula(4, std::bit_cast<std::uint64_t>(0.25)) + formula(5, 0xFFFF000000000000);
  Opened book(in_ole(biff8_stream({{"S", records}})));
  ASSERT_TRUE(book.reader);
  const auto cells = book.read();
  EXPECT_EQ(cells.texts.at("A3"), "done");
  EXPECT_EQ(cells.others.at("B3").kind, CellKind::boolean);
  EXPECT_EQ(cells.others.at("B3").word, 1u);
  EXPECT_EQ(text_of(book, cells.others.at("C3")), "#N/A");
  EXPECT_FALSE(cells.texts.contains("D3")) << "an empty text is no cell";
  EXPECT_EQ(number_at(cells, "E3"), 0.25);
  EXPECT_TRUE(cells.others.at("E3").flags & CellFlag::formula);
  EXPECT_TRUE(cells.others.at("F3").flags & CellFlag::formula_without_value) << "its text never came";
}

TEST(XlsReader, dates_are_told_by_number_formats_and_the_1904_base) {
  const std::string globals = biff_record(0x22, Bytes().u16(1).str()) + format_record(164, "dd.mm.yyyy") +
                              format_record(165, "0.00\" days\"") + format_record(166, "yyyy-mm-dd hh:mm") +
                              xf_record(0) + xf_record(14) + xf_record(164) + xf_record(165) + xf_record(166);
  std::string records;
  for (unsigned xf = 0; xf < 6; ++xf) records += number_record(0, xf, 40000, xf);
  Opened book(in_ole(biff8_stream({{"S", records}}, globals)));
  ASSERT_TRUE(book.reader);
  const auto cells = book.read();
  EXPECT_TRUE(book.reader->base_1904());
  const auto kind = [&](const char* address) { return cells.others.at(address).kind; };
  EXPECT_EQ(kind("A1"), CellKind::number);
  EXPECT_EQ(kind("B1"), CellKind::date);
  EXPECT_EQ(kind("C1"), CellKind::date);
  EXPECT_EQ(kind("D1"), CellKind::number);
  EXPECT_EQ(kind("E1"), CellKind::date);
  EXPECT_TRUE(cells.others.at("E1").flags & CellFlag::has_time);
  EXPECT_EQ(kind("F1"), CellKind::number) << "an XF that is not there";
}

TEST(XlsReader, hidden_rows_columns_and_sheets_and_merged_ranges_are_told) {
  const std::string records = biff_record(0x7D, Bytes().u16(1).u16(2).u16(10).u16(0).u16(1).u16(0).str()) +
                              biff_record(0x0208, Bytes().u16(4).u16(0).u16(1).u16(255).u32(0).u16(0x20).u16(0).str()) +
                              number_record(3, 0, 1) + number_record(4, 0, 2) +
                              biff_record(0xE5, Bytes().u16(1).u16(0).u16(1).u16(2).u16(5).str());
  Opened book(in_ole(biff8_stream({{"A", records}, {"B", "", 1}, {"C", "", 2}, {"D", "", 0, 2}})));
  ASSERT_TRUE(book.reader);
  const auto cells = book.read();
  EXPECT_FALSE(cells.others.at("A4").flags & CellFlag::hidden_row);
  EXPECT_TRUE(cells.others.at("A5").flags & CellFlag::hidden_row);
  EXPECT_EQ(book.details.hidden_rows, std::vector<std::uint32_t>{4});
  EXPECT_EQ(book.details.hidden_columns, (std::vector<std::uint16_t>{1, 2}));
  ASSERT_EQ(book.details.merged.size(), 1u);
  EXPECT_EQ(book.details.merged[0].last_row, 1u);
  EXPECT_EQ(book.details.merged[0].last_column, 5u);
  EXPECT_EQ(book.reader->sheets()[1].visibility, Visibility::hidden);
  EXPECT_EQ(book.reader->sheets()[2].visibility, Visibility::very_hidden);
  EXPECT_EQ(book.reader->sheets()[3].kind, SheetKind::chart);
}

TEST(XlsReader, a_chart_inside_a_sheet_is_passed_over) {
  const std::string chart =
      biff_record(0x0809, Bytes().u16(0x0600).u16(0x20).u64(0).str()) + number_record(0, 0, 666) + biff_record(0x0A);
  Opened book(in_ole(biff8_stream({{"S", number_record(0, 0, 1) + chart + number_record(1, 0, 2)}})));
  ASSERT_TRUE(book.reader);
  const auto cells = book.read();
  EXPECT_EQ(number_at(cells, "A1"), 1);
  EXPECT_EQ(number_at(cells, "A2"), 2);
}

TEST(XlsReader, only_the_wanted_rows_and_columns_are_delivered) {
  std::string records;
  for (unsigned row = 0; row < 10; ++row)
    for (unsigned column = 0; column < 3; ++column) records += number_record(row, column, row * 10 + column);
  Opened book(in_ole(biff8_stream({{"S", records}})));
  ASSERT_TRUE(book.reader);
  const std::vector<bool> columns{false, true};
  const auto cells = book.read(0, {false, 4, 2, &columns});
  ASSERT_EQ(cells.others.size(), 2u);
  EXPECT_EQ(number_at(cells, "B5"), 41);
  EXPECT_EQ(number_at(cells, "B6"), 51);
}

TEST(XlsReader, a_workbook_stream_is_found_under_its_odd_names) {
  const auto stream = [](double value) {
    std::string bytes = biff8_stream({{"S", number_record(0, 0, value)}});
    bytes.resize(5000, '\0');
    return bytes;
  };
  Opened upper(make_ole({{"WORKBOOK", stream(1)}}));
  ASSERT_TRUE(upper.reader);
  EXPECT_EQ(number_at(upper.read(), "A1"), 1);
  Opened both(make_ole({{"BOOK", stream(5)}, {"Workbook", stream(8)}}));
  ASSERT_TRUE(both.reader);
  EXPECT_EQ(number_at(both.read(), "A1"), 8) << "the newer of two";
}

TEST(XlsReader, the_last_row_and_column_of_an_old_sheet_are_read) {
  Opened book(in_ole(biff8_stream({{"S", number_record(65'535, 255, 1) + number_record(65'535, 0, 2)}})));
  ASSERT_TRUE(book.reader);
  const auto cells = book.read();
  EXPECT_EQ(number_at(cells, "IV65536"), 1);
  EXPECT_EQ(number_at(cells, "A65536"), 2);
}

TEST(XlsReader, a_container_without_a_workbook_is_refused) {
  Opened book(make_ole({{"WordDocument", std::string(5000, 'x')}}));
  ASSERT_TRUE(book.error);
  EXPECT_EQ(book.error->code, Code::data_rejected);
}

TEST(XlsReader, a_truncated_stream_gives_the_cells_before_the_cut) {
  std::string records;
  for (unsigned row = 0; row < 1000; ++row) records += number_record(row, 0, row);
  const std::string whole = biff8_stream({{"S", records}});
  std::string ole = make_ole({{"Workbook", whole}});
  Opened book(biff8_stream({{"S", records}}).substr(0, 10'000));
  ASSERT_TRUE(book.reader);
  const auto cells = book.read();
  EXPECT_GT(cells.others.size(), 400u);
  EXPECT_LT(cells.others.size(), 1000u);
}

}  // namespace
}  // namespace lunokhod::sheets
