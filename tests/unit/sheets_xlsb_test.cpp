// The xlsb reader on packages made record by record.
#include <gtest/gtest.h>

#include "biff_builder.hpp"
#include "opened_sheet.hpp"
#include "zip_builder.hpp"

namespace lunokhod::sheets {
namespace {

using namespace lunokhod::testing;  // NOLINT: builders

std::string record(unsigned type, std::string_view data = {}) {
  Bytes out;
  out.u8(type < 128 ? type : (type & 0x7F) | 0x80);
  if (type >= 128) out.u8(type >> 7);
  std::size_t size = data.size();
  do {
    out.u8(static_cast<unsigned>((size & 0x7F) | (size > 0x7F ? 0x80 : 0)));
    size >>= 7;
  } while (size);
  return out.raw(data).str();
}

std::string wide(std::u16string_view text) {
  return Bytes().u32(text.size()).utf16(text).str();
}
std::string row(unsigned number, unsigned flags = 0) {
  return record(0, Bytes().u32(number).u32(0).u16(300).u8(0).u8(flags).u8(0).u32(0).str());
}
std::string cell(unsigned type, unsigned column, std::string_view value, unsigned style = 0) {
  return record(type, Bytes().u32(column).u32(style).raw(value).str());
}

std::string package(const std::string& sheet, const std::string& shared = "", const std::string& styles = "") {
  const std::string relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
  const auto rels = [&](const std::string& inside) { return "<Relationships>" + inside + "</Relationships>"; };
  const auto rel = [&](const char* id, const char* type, const char* target) {
    return std::string("<Relationship Id=\"") + id + "\" Type=\"" + relation + type + "\" Target=\"" + target + "\"/>";
  };
  const std::string workbook = record(131) + record(153, Bytes().u32(1).u32(0).u32(0).str()) +
                               record(156, Bytes().u32(1).u32(1).raw(wide(u"rId1")).raw(wide(u"План")).str()) +
                               record(132);
  return make_zip({{"_rels/.rels", rels(rel("rId1", "officeDocument", "xl/workbook.bin"))},
                   {"xl/workbook.bin", workbook},
                   {"xl/_rels/workbook.bin.rels",
                    rels(rel("rId1", "worksheet", "worksheets/sheet1.bin") +
                         rel("rId2", "sharedStrings", "sharedStrings.bin") + rel("rId3", "styles", "styles.bin"))},
                   {"xl/worksheets/sheet1.bin", record(129) + record(145) + sheet + record(146) + record(130)},
                   {"xl/sharedStrings.bin", record(159, Bytes().u32(1).u32(1).str()) + shared + record(160)},
                   {"xl/styles.bin", styles}});
}

TEST(XlsbReader, every_kind_of_cell_is_read) {
  OpenedSheet book(package(
      row(1) + cell(1, 0, "") + cell(2, 1, Bytes().u32(1234 << 2 | 3).str()) + cell(3, 2, "\x2A") + cell(4, 3, "\x01") +
          cell(5, 4, Bytes().f64(2.5).str()) + cell(6, 5, wide(u"прямо")) + cell(7, 6, Bytes().u32(0).str()) +
          cell(8, 7, wide(u"formula")) + cell(9, 8, Bytes().f64(7).str()) + cell(10, 9, std::string(1, '\0')) +
          cell(11, 10, "\x07") + cell(62, 11, Bytes().u8(1).raw(wide(u"rich")).u32(1).u32(0).str()) +
          cell(7, 12, Bytes().u32(99).str()),
      record(19, Bytes().u8(0).raw(wide(u"общая 🚀")).str())));
  ASSERT_TRUE(book.reader) << book.error->text();
  EXPECT_EQ(book.reader->sheets()[0].name, "План");
  EXPECT_EQ(book.reader->sheets()[0].visibility, Visibility::hidden);
  EXPECT_TRUE(book.reader->base_1904());
  EXPECT_EQ(book.at("A2"), "");
  EXPECT_EQ(book.at("B2"), "number:12.34");
  EXPECT_EQ(book.at("C2"), "error:#N/A");
  EXPECT_EQ(book.at("D2"), "boolean:1");
  EXPECT_EQ(book.at("E2"), "number:2.5");
  EXPECT_EQ(book.at("F2"), "text:прямо");
  EXPECT_EQ(book.at("G2"), "text:общая 🚀");
  EXPECT_EQ(book.at("H2"), "text:formula");
  EXPECT_EQ(book.at("I2"), "number:7");
  EXPECT_TRUE(book.flags("I2") & CellFlag::formula);
  EXPECT_EQ(book.at("J2"), "boolean:0");
  EXPECT_EQ(book.at("K2"), "error:#DIV/0!");
  EXPECT_EQ(book.at("L2"), "text:rich");
  EXPECT_EQ(book.at("M2"), "error:#REF!") << "an index past the end is shown, not left out";
}

TEST(XlsbReader, rich_shared_strings_and_unknown_records_are_passed_over) {
  OpenedSheet book(package(record(3000, "what is this") + row(0) + record(2048, std::string(300'000, 'x')) +
                               cell(7, 0, Bytes().u32(1).str()),
                           record(19, Bytes().u8(3).raw(wide(u"one")).u32(1).u32(0).raw(wide(u"phonetic")).str()) +
                               record(5000) + record(19, Bytes().u8(0).raw(wide(u"two")).str())));
  EXPECT_EQ(book.at("A1"), "text:two");
}

TEST(XlsbReader, dates_hidden_rows_columns_and_merges_are_told) {
  const auto xf = [](unsigned format) {
    return record(47, Bytes().u16(0).u16(format).raw(std::string(12, '\0')).str());
  };
  const std::string styles = record(44, Bytes().u16(164).raw(wide(u"dd.mm.yyyy")).str()) + record(626) + xf(14) +
                             record(627) + record(617) + xf(0) + xf(164) + xf(22) + record(618);
  const auto number = Bytes().f64(40000).str();
  OpenedSheet book(package(record(60, Bytes().u32(1).u32(2).u32(0).u32(0).u16(1).str()) + row(0) + cell(5, 0, number) +
                               cell(5, 1, number, 1) + cell(5, 2, number, 2) + row(4, 0x10) + cell(5, 0, number) +
                               record(176, Bytes().u32(0).u32(1).u32(0).u32(3).str()),
                           "", styles));
  EXPECT_EQ(book.at("A1"), "number:40000");
  EXPECT_EQ(book.at("B1"), "date:40000");
  EXPECT_EQ(book.at("C1"), "date:40000");
  EXPECT_TRUE(book.flags("C1") & CellFlag::has_time);
  EXPECT_EQ(book.details.hidden_rows, std::vector<std::uint32_t>{4});
  EXPECT_TRUE(book.flags("A5") & CellFlag::hidden_row);
  EXPECT_EQ(book.details.hidden_columns, (std::vector<std::uint16_t>{1, 2}));
  ASSERT_EQ(book.details.merged.size(), 1u);
  EXPECT_EQ(book.details.merged[0].last_column, 3u);
}

TEST(XlsbReader, records_over_the_borders_of_blocks_come_out_whole) {
  std::string sheet, text(1999, 'a');
  for (unsigned i = 0; i < 700; ++i)
    sheet +=
        row(i) + cell(6, 0, Bytes().u32(2000).raw(std::string(4000, 'a')).str()) + cell(5, 1, Bytes().f64(i).str());
  OpenedSheet book(package(sheet));
  EXPECT_EQ(book.count(), 1400u);
  EXPECT_EQ(book.at("B700"), "number:699");
}

TEST(XlsbReader, a_cut_part_gives_what_was_there) {
  std::string sheet;
  for (unsigned i = 0; i < 50; ++i) sheet += row(i) + cell(5, 0, Bytes().f64(i).str());
  for (std::size_t size = 0; size < sheet.size(); size += 7) {
    OpenedSheet book(package(sheet.substr(0, size) + record(7, "x").substr(0, 1)));
    EXPECT_LE(book.count(), 51u);
  }
}

TEST(XlsbReader, an_empty_text_is_no_cell_even_as_the_first_of_all) {
  OpenedSheet book(package(row(0) + cell(8, 0, wide(u"")) + cell(6, 1, wide(u"")) + cell(6, 2, wide(u"x"))));
  EXPECT_EQ(book.at("A1"), "");
  EXPECT_EQ(book.at("C1"), "text:x");
  EXPECT_EQ(book.count(), 1u);
}

// A number with a formula: value, flags, tokens, what does not fit into them.
std::string formula(unsigned column, std::string_view tokens, std::string_view extra = "") {
  return cell(9, column, Bytes().f64(7).u16(0).u32(tokens.size()).raw(tokens).u32(extra.size()).raw(extra).str());
}

TEST(XlsbReader, formulas_are_text_on_request_and_shared_ones_seen_from_each_cell) {
  constexpr unsigned relative = 0xC000;
  const std::string b2 = Bytes().u8(0x44).u32(1).u16(1 | relative).str();
  const std::string near = Bytes().u8(0x4C).u32(0xFFFFF).u16(0x3FFF | relative).str();  // one up, one to the left
  const std::string text = Bytes().u8(0x17).u16(2).utf16(u"да").str(), concat = "\x08";
  const std::string shared = Bytes().u8(1).u32(2).str(), first_column = Bytes().u32(3).str();
  const std::string array = Bytes().u8(0x60).raw(std::string(14, '\0')).str();
  const std::string items = Bytes().u32(1).u32(2).u8(0).f64(1).u8(1).u16(1).utf16(u"x").str();
  const std::string bytes =
      package(row(1) + formula(0, b2 + text + concat) + formula(1, array, items) +
              formula(2, std::string("\x18\x19", 2)) + row(2) + formula(3, shared, first_column) +
              record(427, Bytes().u32(2).u32(3).u32(3).u32(3).u32(near.size()).raw(near).u32(0).str()) + row(3) +
              formula(3, shared, first_column));
  OpenedSheet book(bytes, "", 0, {.formulas = true});
  EXPECT_EQ(book.at("A2"), "text:=B2&\"да\"");
  EXPECT_EQ(book.at("B2"), "text:={1,\"x\"}");
  EXPECT_EQ(book.at("C2"), "number:7") << "a table is not known";
  EXPECT_EQ(book.at("D3"), "text:=C2");
  EXPECT_EQ(book.at("D4"), "text:=C3");
  ASSERT_EQ(book.reader->warnings().size(), 1u);
  EXPECT_NE(book.reader->warnings()[0].find("1 formulas (the first in C2)"), std::string::npos);
  EXPECT_EQ(OpenedSheet(bytes).at("D4"), "number:7");
}

}  // namespace
}  // namespace lunokhod::sheets
