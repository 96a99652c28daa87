#include <gtest/gtest.h>

#include "office_encryptor.hpp"
#include "opened_sheet.hpp"
#include "zip_builder.hpp"

namespace lunokhod::sheets {
namespace {

using lunokhod::testing::make_zip;
using lunokhod::testing::OpenedSheet;

std::string document(const std::string& sheets, const std::string& styles = "") {
  return R"(<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="o" xmlns:table="t">)"
         "<office:automatic-styles>" +
         styles + "</office:automatic-styles><office:body><office:spreadsheet>" + sheets +
         "</office:spreadsheet></office:body></office:document-content>";
}

std::string ods(const std::string& content, const std::string& manifest = "<m/>") {
  return make_zip({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet", true},
                   {"content.xml", content},
                   {"META-INF/manifest.xml", manifest}});
}

std::string one_sheet(const std::string& rows) {
  return ods(document("<table:table table:name=\"Plan\">" + rows + "</table:table>"));
}

std::string row(const std::string& cells, const std::string& attributes = "") {
  return "<table:table-row " + attributes + ">" + cells + "</table:table-row>";
}

TEST(OdsReader, values_have_the_types_they_state) {
  OpenedSheet book(one_sheet(row(
      R"(<table:table-cell office:value-type="float" office:value="1.5"><text:p>1,5</text:p></table:table-cell>)"
      R"(<table:table-cell office:value-type="percentage" office:value="0.25"><text:p>25%</text:p></table:table-cell>)"
      R"(<table:table-cell office:value-type="currency" office:currency="RUB" office:value="-3"/>)"
      R"(<table:table-cell office:value-type="boolean" office:boolean-value="true"/>)"
      R"(<table:table-cell office:value-type="date" office:date-value="2025-12-31"/>)"
      R"(<table:table-cell office:value-type="date" office:date-value="2025-12-31T12:00:00"/>)"
      R"(<table:table-cell office:value-type="time" office:time-value="PT06H00M00S"/>)"
      R"(<table:table-cell office:value-type="string" office:string-value="stated"><text:p>x</text:p></table:table-cell>)"
      R"(<table:table-cell office:value-type="string" office:string-value="" calcext:value-type="error">)"
      R"(<text:p>#N/A</text:p></table:table-cell>)")));
  EXPECT_EQ(book.at("A1"), "number:1.5");
  EXPECT_EQ(book.at("B1"), "number:0.25");
  EXPECT_EQ(book.at("C1"), "number:-3");
  EXPECT_EQ(book.at("D1"), "boolean:1");
  EXPECT_EQ(book.at("E1"), "date:46022");
  EXPECT_FALSE(book.flags("E1") & CellFlag::has_time);
  EXPECT_EQ(book.at("F1"), "date:46022.5");
  EXPECT_TRUE(book.flags("F1") & CellFlag::has_time);
  EXPECT_EQ(book.at("G1"), "date:0.25");
  EXPECT_EQ(book.at("H1"), "text:stated");
  EXPECT_EQ(book.at("I1"), "error:#N/A");
}

TEST(OdsReader, text_keeps_its_lines_and_spaces_and_leaves_notes_out) {
  OpenedSheet book(one_sheet(row(
      R"(<table:table-cell office:value-type="string"><office:annotation><dc:date>2025</dc:date><text:p>a note</text:p>)"
      R"(</office:annotation><text:p>one<text:s text:c="2"/>two <text:span>&amp; three</text:span></text:p>)"
      "<text:p>four<text:tab/>five<text:line-break/>six</text:p></table:table-cell>"
      R"(<table:table-cell office:value-type="string"><text:p>  runs   of
 space</text:p></table:table-cell>)"
      R"(<table:table-cell office:value-type="string"><text:p><![CDATA[<raw>]]><!-- c --></text:p></table:table-cell>)")));
  EXPECT_EQ(book.at("A1"), "text:one  two & three\nfour\tfive\nsix");
  EXPECT_EQ(book.at("B1"), "text:runs of space");
  EXPECT_EQ(book.at("C1"), "text:<raw>");
}

TEST(OdsReader, repeats_and_covered_cells_keep_their_places) {
  OpenedSheet book(one_sheet(
      row(R"(<table:table-cell table:number-columns-repeated="3"/>)"
          R"(<table:table-cell office:value-type="float" office:value="7" table:number-columns-repeated="2"/>)",
          R"(table:number-rows-repeated="3")") +
      row("<table:table-cell/>", R"(table:number-rows-repeated="100000")") +
      row(R"(<table:table-cell office:value-type="string" table:number-columns-spanned="2" table:number-rows-spanned="2">)"
          "<text:p>wide</text:p></table:table-cell><table:covered-table-cell/>"
          R"(<table:table-cell office:value-type="float" office:value="9"/>)")));
  EXPECT_EQ(book.count(), 8u);
  EXPECT_EQ(book.at("D3"), "number:7");
  EXPECT_EQ(book.at("E1"), "number:7");
  EXPECT_EQ(book.at("A100004"), "text:wide");
  EXPECT_EQ(book.at("C100004"), "number:9");
  ASSERT_EQ(book.details.merged.size(), 1u);
  EXPECT_EQ(book.details.merged[0].last_row, 100'004u);
}

TEST(OdsReader, a_repeat_bomb_is_refused_by_name) {
  OpenedSheet book(one_sheet(
      row(R"(<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16384"/>)",
          R"(table:number-rows-repeated="1048576")")));
  EXPECT_EQ(book.code(), Code::limit);
}

TEST(OdsReader, empty_repeats_up_to_the_edge_cost_nothing) {
  OpenedSheet book(one_sheet(
      row(R"(<table:table-cell office:value-type="float" office:value="1"/>)"
          R"(<table:table-cell table:number-columns-repeated="16383"/>)") +
      row(R"(<table:table-cell table:number-columns-repeated="16384"/>)", R"(table:number-rows-repeated="1048575")")));
  EXPECT_EQ(book.count(), 1u);
  EXPECT_EQ(book.code(), std::nullopt);
}

TEST(OdsReader, hidden_sheets_rows_and_columns_are_told) {
  const std::string styles =
      R"(<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>)";
  const std::string cell = R"(<table:table-cell office:value-type="float" office:value="1"/>)";
  OpenedSheet book(
      ods(document("<table:table table:name=\"A\"><table:table-column/><table:table-column "
                   "table:visibility=\"collapse\" table:number-columns-repeated=\"2\"/>" +
                       row(cell) + row(cell, R"(table:visibility="filter")") +
                       "</table:table><table:table table:name=\"B\" table:style-name=\"ta2\"/>",
                   styles)));
  ASSERT_TRUE(book.reader);
  ASSERT_EQ(book.reader->sheets().size(), 2u);
  EXPECT_EQ(book.reader->sheets()[1].visibility, Visibility::hidden);
  EXPECT_EQ(book.details.hidden_rows, std::vector<std::uint32_t>{1});
  EXPECT_EQ(book.details.hidden_columns, (std::vector<std::uint16_t>{1, 2}));
  EXPECT_TRUE(book.flags("A2") & CellFlag::hidden_row);
}

TEST(OdsReader, formulas_come_in_the_words_of_excel_when_asked_for) {
  const std::string rows =
      row(R"x(<table:table-cell table:formula="of:=SUM([.A1:.B$2];[$'My plan'.C3];&quot;a;b&quot;)" )x"
          R"x(office:value-type="float" office:value="3"/><table:table-cell table:formula="of:=[.A1]"/>)x");
  EXPECT_EQ(OpenedSheet(one_sheet(rows)).at("A1"), "number:3");
  EXPECT_EQ(OpenedSheet(one_sheet(rows)).at("B1"), "without value");
  ReadOptions options;
  options.formulas = true;
  EXPECT_EQ(OpenedSheet(one_sheet(rows), "", 0, options).at("A1"), "text:=SUM(A1:B$2,'My plan'!C3,\"a;b\")");
}

TEST(OdsReader, an_encrypted_document_says_so) {
  OpenedSheet book(ods("\x01\x02\x03", "<manifest:encryption-data/>"));
  EXPECT_EQ(book.code(), Code::encrypted);
}

TEST(OdsReader, an_encrypted_document_opens_with_its_password) {
  const std::string content =
      document("<table:table table:name=\"Plan\">" +
               row(R"(<table:table-cell office:value-type="float" office:value="7"/>)") + "</table:table>");
  const std::string bytes = lunokhod::testing::encrypt_ods(content, "пароль");
  OpenedSheet book(bytes, "пароль");
  EXPECT_EQ(book.at("A1"), "number:7");
  EXPECT_TRUE(book.reader->warnings().empty());
  for (const char* password : {"", "wrong"}) EXPECT_EQ(OpenedSheet(bytes, password).code(), Code::encrypted);
}

TEST(OdsReader, encryption_that_asks_for_years_of_hashing_or_is_unknown_is_refused) {
  EXPECT_EQ(OpenedSheet(ods("\x01\x02\x03", "<manifest:encryption-data/>"), "x").code(), Code::encrypted);
  const std::string manifest =
      R"(<m><file-entry full-path="content.xml"><encryption-data checksum-type="#sha256-1k" checksum="AAAA"/>)"
      R"(<algorithm algorithm-name="#aes256-cbc" initialisation-vector="AAAAAAAAAAAAAAAAAAAAAA=="/>)"
      R"(<key-derivation key-derivation-name="PBKDF2" iteration-count="4000000000" salt="AAAA"/>)"
      R"(<start-key-generation start-key-generation-name="#sha256"/></file-entry><!-- encryption-data --></m>)";
  const OpenedSheet slow(ods(std::string(32, 'x'), manifest), "x");
  EXPECT_EQ(slow.code(), Code::encrypted);
  EXPECT_NE(slow.error->message.find("not read here"), std::string::npos);
}

TEST(OdsReader, a_cut_document_gives_an_error_or_what_was_there) {
  const std::string whole =
      document("<table:table table:name=\"A\">" +
               row(R"(<table:table-cell office:value-type="float" office:value="1"/>)") + "</table:table>");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    OpenedSheet book(ods(whole.substr(0, size)));
    EXPECT_LE(book.count(), 1u);
  }
}

}  // namespace
}  // namespace lunokhod::sheets
