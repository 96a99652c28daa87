// Where the cells of a worksheet are, and how its XML may be written.
#include <gtest/gtest.h>

#include "cell_text.hpp"
#include "ooxml_builder.hpp"
#include "readers.hpp"

namespace lunokhod::sheets {
namespace {

using lunokhod::testing::cell_text;
using lunokhod::testing::OoxmlBuilder;

std::string read(const OoxmlBuilder& workbook, const ReadOptions& options = {}, SheetDetails* details = nullptr) {
  const auto bytes = std::make_shared<const std::string>(workbook.bytes());
  auto reader = open_content({"test.xlsx", bytes, *bytes}, {});
  return reader ? cell_text(**reader, 0, options, details) : "error: " + reader.error().text();
}

std::string read_rows(std::string_view rows) {
  return read(OoxmlBuilder().sheet("Sheet1", rows));
}
std::string read_xml(std::string_view xml) {
  return read(OoxmlBuilder().sheet_part("Sheet1", xml));
}

TEST(XlsxGeometry, a_cell_without_r_follows_the_previous_one) {
  EXPECT_EQ(read_rows("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"), "A1=1 B1=2 A2=3");
  EXPECT_EQ(
      read_rows("<row r=\"3\"><c><v>1</v></c><c r=\"D3\"><v>2</v></c><c><v>3</v></c></row><row><c><v>4</v></c></row>"),
      "A3=1 D3=2 E3=3 A4=4");
}

TEST(XlsxGeometry, a_row_number_zero_is_no_number) {
  EXPECT_EQ(read_rows("<row r=\"0\"><c r=\"A0\"><v>1</v></c></row><row r=\"x\"><c><v>2</v></c></row>"), "A1=1 A2=2");
}

TEST(XlsxGeometry, references_may_be_lower_case_or_have_dollars) {
  EXPECT_EQ(read_rows("<row r=\"1\"><c r=\"b1\"><v>1</v></c><c r=\"$C$1\"><v>2</v></c></row>"), "B1=1 C1=2");
}

TEST(XlsxGeometry, the_cell_knows_its_row_better_than_the_row_does) {
  EXPECT_EQ(read_rows("<row r=\"1\"><c r=\"A7\"><v>1</v></c></row><row><c><v>2</v></c></row>"), "A7=1 A8=2");
}

TEST(XlsxGeometry, cells_out_of_order_are_delivered_as_the_file_has_them) {
  EXPECT_EQ(read_rows("<row r=\"2\"><c r=\"B2\"><v>1</v></c><c r=\"A2\"><v>2</v></c></row><row r=\"1\"><c "
                      "r=\"A1\"><v>3</v></c><c r=\"A1\"><v>4</v></c></row>"),
            "B2=1 A2=2 A1=3 A1=4");
}

TEST(XlsxGeometry, cells_with_a_style_only_are_no_data) {
  EXPECT_EQ(read_rows("<row r=\"1\"><c r=\"A1\" s=\"0\"/><c r=\"B1\" s=\"0\"></c><c r=\"C1\"><v>1</v></c></row><row "
                      "r=\"2\"/><row r=\"3\"><c r=\"A3\" t=\"s\"/></row>"),
            "C1=1");
}

TEST(XlsxGeometry, the_last_cell_of_the_grid_is_one_cell) {
  EXPECT_EQ(
      read_rows("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>2</v></c></row>"),
      "A1=1 XFD1048576=2");
}

TEST(XlsxGeometry, a_cell_outside_the_grid_is_named) {
  EXPECT_NE(read_rows("<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row>").find("XFE1"), std::string::npos);
  EXPECT_NE(read_rows("<row r=\"1048577\"><c><v>1</v></c></row>").find("1048577"), std::string::npos);
  EXPECT_NE(read_rows("<row r=\"1\"><c r=\"A99999999999999\"><v>1</v></c></row>").find("error: "), std::string::npos);
  EXPECT_NE(read_rows("<row r=\"1\"><c r=\"AAAAAAAAAAAAA1\"><v>1</v></c></row>").find("error: "), std::string::npos);
  EXPECT_NE(read_rows("<row r=\"4294967295\"><c><v>1</v></c></row>").find("error: "), std::string::npos);
}

TEST(XlsxGeometry, an_absurd_dimension_costs_nothing) {
  EXPECT_EQ(read_xml("<worksheet><dimension ref=\"A1:ZZZZ999999999\"/><sheetData><row r=\"1\"><c "
                     "r=\"A1\"><v>1</v></c></row></sheetData></worksheet>"),
            "A1=1");
}

TEST(XlsxGeometry, a_dimension_that_is_too_small_hides_nothing) {
  EXPECT_EQ(read_xml("<worksheet><dimension ref=\"A1\"/><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c><c "
                     "r=\"C1\"><v>2</v></c></row><row r=\"9\"><c r=\"B9\"><v>3</v></c></row></sheetData></worksheet>"),
            "A1=1 C1=2 B9=3");
}

TEST(XlsxGeometry, more_merged_ranges_than_any_sheet_has_are_refused) {
  std::string merges;
  for (int i = 0; i <= 200'000; ++i) merges += "<mergeCell ref=\"A1:B2\"/>";
  EXPECT_NE(read_xml("<worksheet><sheetData/><mergeCells>" + merges + "</mergeCells></worksheet>").find("merged"),
            std::string::npos);
}

TEST(XlsxGeometry, merged_ranges_and_what_is_hidden_are_told) {
  SheetDetails details;
  OoxmlBuilder workbook;
  workbook.sheet_part(
      "S",
      "<worksheet><cols><col min=\"2\" max=\"3\" hidden=\"1\"/><col min=\"16384\" max=\"99999\" hidden=\"true\"/><col "
      "min=\"5\" max=\"5\"/></cols><sheetData>"
      "<row r=\"1\" hidden=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\"><v>2</v></c></row></sheetData>"
      "<mergeCells count=\"9\"><mergeCell ref=\"A1:B2\"/><mergeCell ref=\"C3\"/><mergeCell ref=\"\"/><mergeCell "
      "ref=\"D9:B4\"/></mergeCells></worksheet>");
  EXPECT_EQ(read(workbook, {}, &details), "A1=h:1 A2=2");
  EXPECT_EQ(details.hidden_rows, (std::vector<std::uint32_t>{0}));
  EXPECT_EQ(details.hidden_columns, (std::vector<std::uint16_t>{1, 2, 16383}));
  ASSERT_EQ(details.merged.size(), 3u);
  EXPECT_EQ(details.merged[2].first_row, 3u);
  EXPECT_EQ(details.merged[2].last_row, 8u);
  EXPECT_EQ(details.merged[2].first_column, 1);
  EXPECT_EQ(details.merged[2].last_column, 3);
}

TEST(XlsxGeometry, only_wanted_rows_and_columns_are_delivered) {
  OoxmlBuilder workbook;
  workbook.sheet("S",
                 "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\"><v>2</v></c><c "
                 "r=\"B2\"><v>3</v></c></row><row r=\"3\"><c r=\"B3\"><v>4</v></c></row>"
                 "<row r=\"4\"><c r=\"A4\"><v>5</v></c></row>");
  EXPECT_EQ(read(workbook, {.first_row = 1, .row_limit = 2}), "A2=2 B2=3 B3=4");
  const std::vector<bool> second = {false, true};
  EXPECT_EQ(read(workbook, {.columns = &second}), "B2=3 B3=4");
}

TEST(XlsxGeometry, prefixes_single_quotes_and_white_space_change_nothing) {
  EXPECT_EQ(read_xml("\xEF\xBB\xBF<x:worksheet xmlns:x='m'>\n <x:sheetData>\n  <x:row r='1' >\n   <x:c\n r='A1'\tt = "
                     "'str' >\n    <x:v>a</x:v>\n   </x:c>\n  </x:row>\n </x:sheetData>\n</x:worksheet>\n"),
            "A1='a'");
  EXPECT_EQ(read_rows("\n <row r=\"1\">\n  <c r=\"A1\">\n   <v>1</v>\n  </c>\n  <c r=\"B1\" t=\"inlineStr\">\n "
                      "<is>\n<t>b</t>\n</is>\n</c>\n </row>\n"),
            "A1=1 B1='b'");
}

TEST(XlsxGeometry, comments_cdata_and_instructions_inside_cells_change_nothing) {
  EXPECT_EQ(
      read_rows(
          "<!-- r --><row r=\"1\"><?pi?><c r=\"A1\"><!-- <v>9</v> --><v>1<!-- x -->2</v></c><c r=\"B1\" "
          "t=\"str\"><v><![CDATA[<b>]]></v></c>"
          "<c r=\"C1\" t=\"inlineStr\"><is><t>a<![CDATA[&]]>b</t></is></c><c r=\"D1\"><v><![CDATA[3]]></v></c></row>"),
      "A1=12 B1='<b>' C1='a&b' D1=3");
}

TEST(XlsxGeometry, plain_and_odd_cells_may_alternate) {
  std::string rows, expected;
  for (int row = 1; row <= 300; ++row) {
    const std::string n = std::to_string(row);
    rows += row % 3 == 0 ? "<row r='" + n + "'>" : "<row r=\"" + n + "\" spans=\"1:3\">";
    rows += "<c r=\"A" + n + "\"><v>" + n + "</v></c><!-- odd --><c r='B" + n + "' ><v>" + n + "</v></c><c r=\"C" + n +
            "\" t=\"inlineStr\"><is><t>t&amp;" + n + "</t></is></c></row>";
    if (row > 1) expected += ' ';
    expected += "A" + n + "=" + n + " B" + n + "=" + n + " C" + n + "='t&" + n + "'";
  }
  EXPECT_EQ(read_rows(rows), expected);
}

TEST(XlsxGeometry, duplicate_attributes_and_unknown_ones_change_nothing) {
  EXPECT_EQ(read_rows("<row r=\"1\" r=\"5\" x14ac:dyDescent=\"0.2\"><c r=\"A1\" r=\"C1\" cm=\"1\" vm=\"2\" "
                      "ph=\"1\"><v>1</v></c></row>"),
            "A1=1");
}

TEST(XlsxGeometry, a_doctype_with_a_bomb_is_harmless) {
  EXPECT_EQ(read_xml("<!DOCTYPE lolz [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]><worksheet><sheetData><row "
                     "r=\"1\"><c r=\"A1\" t=\"str\"><v>&b;</v></c></row></sheetData></worksheet>"),
            "A1='&b;'");
}

TEST(XlsxGeometry, unknown_elements_inside_a_cell_are_passed_over) {
  EXPECT_EQ(read_rows("<row r=\"1\"><c r=\"A1\"><v>1</v><extLst><ext><v>9</v></ext></extLst></c></row>"), "A1=1");
}

TEST(XlsxGeometry, a_sheet_cut_off_is_refused_not_shortened) {
  EXPECT_NE(read_xml("<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\"><v>2")
                .find("cut off"),
            std::string::npos);
  EXPECT_NE(read_xml("<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row>").find("cut off"),
            std::string::npos);
  EXPECT_EQ(read_xml("<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData><pageSe"), "A1=1");
}

TEST(XlsxGeometry, all_rows_of_the_grid_are_read) {
  std::string rows;
  for (int row = 0; row < 1'048'576; ++row) rows += "<row><c><v>1</v></c></row>";
  const auto bytes = std::make_shared<const std::string>(OoxmlBuilder().sheet("S", rows).bytes());
  auto reader = open_content({"test.xlsx", bytes, *bytes}, {});
  struct Counter final : CellSink {
    bool cells(std::span<const Cell> batch) override {
      count += batch.size();
      last = batch.back().row;
      return true;
    }
    std::size_t count = 0;
    std::uint32_t last = 0;
  } counter;
  ASSERT_TRUE((*reader)->read(0, {}, counter).ok());
  EXPECT_EQ(counter.count, 1'048'576u);
  EXPECT_EQ(counter.last, 1'048'575u);
}

TEST(XlsxGeometry, a_sink_that_has_enough_stops_the_reader) {
  std::string rows;
  for (int row = 0; row < 100'000; ++row) rows += "<row><c><v>1</v></c></row>";
  const auto bytes = std::make_shared<const std::string>(OoxmlBuilder().sheet("S", rows).bytes());
  auto reader = open_content({"test.xlsx", bytes, *bytes}, {});
  struct Stopper final : CellSink {
    bool cells(std::span<const Cell>) override { return ++calls < 2; }
    int calls = 0;
  } stopper;
  ASSERT_TRUE((*reader)->read(0, {}, stopper).ok());
  EXPECT_EQ(stopper.calls, 2);
}

}  // namespace
}  // namespace lunokhod::sheets
