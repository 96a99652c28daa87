#include <gtest/gtest.h>

#include "opened_sheet.hpp"

namespace lunokhod::sheets {
namespace {

using lunokhod::testing::OpenedSheet;

std::string workbook(const std::string& table, const std::string& more = "", const std::string& options = "") {
  return R"(<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>)"
         R"(<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">)" +
         more +
         R"(<Styles><Style ss:ID="d"><NumberFormat ss:Format="Short Date"/></Style>)"
         R"(<Style ss:ID="t" ss:Parent="d"/><Style ss:ID="n"><NumberFormat ss:Format="Percent"/></Style></Styles>)"
         R"(<Worksheet ss:Name="План"><Table>)" +
         table + "</Table>" + options + "</Worksheet></Workbook>";
}

TEST(SpreadsheetmlReader, values_have_the_types_they_state) {
  OpenedSheet book(workbook(
      R"(<Row><Cell><Data ss:Type="Number">1.5</Data></Cell><Cell ss:StyleID="d"><Data ss:Type="Number">40000</Data></Cell>)"
      R"(<Cell ss:StyleID="t"><Data ss:Type="DateTime">2025-12-31T12:00:00.000</Data></Cell>)"
      R"(<Cell><Data ss:Type="Boolean">1</Data></Cell><Cell><Data ss:Type="Error">#N/A</Data></Cell>)"
      R"(<Cell><Data ss:Type="String">a&#10;b</Data></Cell><Cell ss:StyleID="n"><Data ss:Type="Number">0.5</Data></Cell>)"
      R"(<Cell><ss:Data ss:Type="String"><B>rich</B> text</ss:Data><Comment><ss:Data>note</ss:Data></Comment></Cell></Row>)"));
  ASSERT_TRUE(book.reader) << book.error->text();
  EXPECT_EQ(book.reader->sheets()[0].name, "План");
  EXPECT_EQ(book.at("A1"), "number:1.5");
  EXPECT_EQ(book.at("B1"), "date:40000");
  EXPECT_EQ(book.at("C1"), "date:46022.5");
  EXPECT_EQ(book.at("D1"), "boolean:1");
  EXPECT_EQ(book.at("E1"), "error:#N/A");
  EXPECT_EQ(book.at("F1"), "text:a\nb");
  EXPECT_EQ(book.at("G1"), "number:0.5");
  EXPECT_EQ(book.at("H1"), "text:rich text");
}

TEST(SpreadsheetmlReader, indexes_and_merges_move_the_cells_behind_them) {
  OpenedSheet book(workbook(
      R"(<Column ss:Index="2" ss:Hidden="1" ss:Span="1"/><Row ss:Index="3" ss:Hidden="1"><Cell ss:Index="2" ss:MergeAcross="2" )"
      R"(ss:MergeDown="1"><Data ss:Type="String">wide</Data></Cell><Cell><Data ss:Type="Number">1</Data></Cell></Row>)"
      R"(<Row/><Row ss:Span="2"/><Row><Cell><Data ss:Type="Number">2</Data></Cell></Row>)"));
  EXPECT_EQ(book.at("B3"), "text:wide");
  EXPECT_EQ(book.at("E3"), "number:1");
  EXPECT_EQ(book.at("A8"), "number:2");
  EXPECT_EQ(book.details.hidden_columns, (std::vector<std::uint16_t>{1, 2}));
  EXPECT_EQ(book.details.hidden_rows, std::vector<std::uint32_t>{2});
  ASSERT_EQ(book.details.merged.size(), 1u);
}

TEST(SpreadsheetmlReader, date_base_hidden_sheets_and_formulas_are_told) {
  const std::string text =
      workbook(R"(<Row><Cell ss:Formula="=1+1"><Data ss:Type="Number">2</Data></Cell><Cell ss:Formula="=A1"/></Row>)",
               "<ExcelWorkbook><Date1904/></ExcelWorkbook>",
               "<WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions>");
  ReadOptions options;
  options.formulas = true;
  OpenedSheet book(text, "", 0, options);
  ASSERT_TRUE(book.reader);
  EXPECT_TRUE(book.reader->base_1904());
  EXPECT_EQ(book.reader->sheets()[0].visibility, Visibility::hidden);
  EXPECT_EQ(book.at("A1"), "text:=1+1");
  EXPECT_EQ(OpenedSheet(text).at("B1"), "without value");
}

TEST(SpreadsheetmlReader, absurd_indexes_are_survived) {
  OpenedSheet book(
      workbook(R"(<Row ss:Index="4294967295"><Cell ss:Index="99999999"><Data ss:Type="Number">1</Data></Cell></Row>)"
               R"(<Row><Cell ss:Index="-5"><Data ss:Type="Number">1</Data></Cell></Row>)"));
  EXPECT_LE(book.count(), 1u);
}

}  // namespace
}  // namespace lunokhod::sheets
