// What the cells of a worksheet mean.
#include <gtest/gtest.h>

#include "cell_text.hpp"
#include "ooxml_builder.hpp"
#include "readers.hpp"

namespace lunokhod::sheets {
namespace {

using lunokhod::testing::cell_text;
using lunokhod::testing::OoxmlBuilder;

std::string read(const OoxmlBuilder& workbook, const ReadOptions& options = {}) {
  const auto bytes = std::make_shared<const std::string>(workbook.bytes());
  auto reader = open_content({"test.xlsx", bytes, *bytes}, {});
  return reader ? cell_text(**reader, 0, options) : "error: " + reader.error().text();
}

std::string read_rows(std::string_view rows) {
  return read(OoxmlBuilder().sheet("Sheet1", rows));
}

TEST(XlsxValues, numbers_are_exact) {
  EXPECT_EQ(
      read_rows("<row r='1'><c r='A1'><v>1</v></c><c r='B1' t='n'><v>-0.5</v></c><c r='C1'><v>1E-3</v></c></row>"),
      "A1=1 B1=-0.5 C1=0.001");
  EXPECT_EQ(read_rows("<row r=\"1\"><c r=\"A1\"><v>0.30000000000000004</v></c><c r=\"B1\"><v>123456789012345678</v></c>"
                      "<c r=\"C1\"><v>1.7976931348623157E+308</v></c><c r=\"D1\"><v>4.9E-324</v></c><c "
                      "r=\"E1\"><v>9007199254740993</v></c>"
                      "<c r=\"F1\"><v>+7</v></c><c r=\"G1\"><v>.5</v></c><c r=\"H1\"><v>5.</v></c></row>"),
            "A1=0.30000000000000004 B1=1.2345678901234568e+17 C1=1.7976931348623157e+308 D1=5e-324 E1=9007199254740992 "
            "F1=7 G1=0.5 H1=5");
}

TEST(XlsxValues, a_word_in_a_numeric_cell_is_text) {
  EXPECT_EQ(read_rows("<row r=\"1\"><c r=\"A1\"><v>INF</v></c><c r=\"B1\" t=\"n\"><v>n/a</v></c><c r=\"C1\"><v>1 "
                      "234</v></c><c r=\"D1\"><v>1e999</v></c>"
                      "<c r=\"E1\"><v>0x10</v></c><c r=\"F1\"><v>1,5</v></c></row>"),
            "A1='INF' B1='n/a' C1='1 234' D1='1e999' E1='0x10' F1='1,5'");
}

TEST(XlsxValues, spaces_around_a_value_and_attributes_on_it_do_not_matter) {
  EXPECT_EQ(read_rows("<row r=\"1\"><c r=\"A1\"><v> 12\n</v></c><c r=\"B1\"><v xml:space=\"preserve\">3</v></c></row>"),
            "A1=12 B1=3");
}

TEST(XlsxValues, shared_strings_are_found_by_index) {
  OoxmlBuilder workbook;
  workbook
      .sheet("S",
             "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>1</v></c><c r=\"B1\" t=\"s\"><v>0</v></c><c r=\"C1\" "
             "t=\"s\"><v/></c><c r=\"D1\" t=\"s\"><v> 2 </v></c></row>")
      .shared_strings("<si><t>ноль</t></si><si><t>один</t></si><si><t>два</t></si>");
  EXPECT_EQ(read(workbook), "A1='один' B1='ноль' D1='два'");
}

TEST(XlsxValues, an_index_past_the_end_is_an_error_cell_and_a_warning) {
  const auto bytes = std::make_shared<const std::string>(
      OoxmlBuilder()
          .sheet("S", "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>7</v></c><c r=\"B1\" t=\"s\"><v>-1</v></c></row>")
          .shared_strings("<si><t>a</t></si>")
          .bytes());
  auto reader = open_content({"test.xlsx", bytes, *bytes}, {});
  ASSERT_TRUE(reader.ok());
  EXPECT_EQ(cell_text(**reader), "A1=#REF! B1=#REF!");
  ASSERT_EQ((*reader)->warnings().size(), 1u);
  EXPECT_NE((*reader)->warnings()[0].find("A1"), std::string::npos);
}

TEST(XlsxValues, rich_text_is_joined_and_phonetic_guides_are_dropped) {
  OoxmlBuilder workbook;
  workbook
      .sheet("S",
             "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c><c r=\"C1\" "
             "t=\"s\"><v>2</v></c><c r=\"D1\" t=\"s\"><v>3</v></c></row>")
      .shared_strings(
          "<si><r><rPr><b/></rPr><t>Лу</t></r><r><t xml:space=\"preserve\">на "
          "</t></r></si><si/><si><t>a</t><r><t>b</t></r><rPh sb=\"0\" eb=\"1\"><t>X</t></rPh>"
          "<phoneticPr fontId=\"1\"/></si><si><t></t></si>");
  EXPECT_EQ(read(workbook), "A1='Луна ' C1='ab'");
}

TEST(XlsxValues, counts_of_shared_strings_are_not_believed) {
  OoxmlBuilder workbook;
  workbook.sheet("S", "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>1</v></c></row>")
      .shared_strings("x")
      .part("xl/sharedStrings.xml",
            "<sst count=\"99999999999\" uniqueCount=\"4294967295\"><si><t>a</t></si><si><t>b</t></si></sst>");
  EXPECT_EQ(read(workbook), "A1='b'");
}

TEST(XlsxValues, escapes_of_excel_are_turned_back) {
  OoxmlBuilder workbook;
  workbook
      .sheet("S",
             "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"inlineStr\"><is><t>a_x000A_b</t></is></c><c "
             "r=\"C1\" t=\"str\"><v>_x005F_x0041_</v></c></row>")
      .shared_strings("<si><t>line_x000D_end &amp; &lt;b&gt; &#1103;</t></si>");
  EXPECT_EQ(read(workbook), "A1='line\rend & <b> я' B1='a\nb' C1='_x0041_'");
}

TEST(XlsxValues, white_space_of_texts_is_kept) {
  EXPECT_EQ(read_rows("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t xml:space=\"preserve\"> a </t></is></c><c "
                      "r=\"B1\" t=\"inlineStr\"><is><t>\tb</t></is></c></row>"),
            "A1=' a ' B1='\tb'");
}

TEST(XlsxValues, an_inline_text_is_looked_for_in_is_alone) {
  EXPECT_EQ(read_rows("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><v>0</v><is><t>text</t></is></c><c r=\"B1\" "
                      "t=\"inlineStr\"><is><t>text</t></is><v>0</v></c>"
                      "<c r=\"C1\" t=\"inlineStr\"><v>stray</v></c><c r=\"D1\"><is><t>typeless</t></is></c><c r=\"E1\" "
                      "t=\"inlineStr\"><is><r><t>ri</t></r><r><t>ch</t></r></is></c></row>"),
            "A1='text' B1='text' D1='typeless' E1='rich'");
}

TEST(XlsxValues, booleans_errors_and_formula_texts_have_types_of_their_own) {
  EXPECT_EQ(
      read_rows(
          "<row r=\"1\"><c r=\"A1\" t=\"b\"><v>1</v></c><c r=\"B1\" t=\"b\"><v>false</v></c><c r=\"C1\" "
          "t=\"b\"><v>TRUE</v></c><c r=\"D1\" t=\"e\"><v>#N/A</v></c>"
          "<c r=\"E1\" t=\"str\"><f>A1&amp;\"\"</f><v>word</v></c><c r=\"F1\" t=\"str\"><f>\"\"</f><v></v></c></row>"),
      "A1=true B1=false C1=true D1=#N/A E1=f:'word' F1=f?");
}

TEST(XlsxValues, an_iso_date_becomes_a_serial) {
  EXPECT_EQ(read_rows("<row r=\"1\"><c r=\"A1\" t=\"d\"><v>2025-12-31</v></c><c r=\"B1\" "
                      "t=\"d\"><v>2025-12-31T12:00:00Z</v></c><c r=\"C1\" t=\"d\"><v>soon</v></c></row>"),
            "A1=date:46022 B1=time:46022.5 C1='soon'");
  OoxmlBuilder workbook;
  workbook.sheet("S", "<row r=\"1\"><c r=\"A1\" t=\"d\"><v>2025-12-31</v></c></row>").base_1904("true");
  EXPECT_EQ(read(workbook), "A1=date:44560");
}

TEST(XlsxValues, a_formula_without_a_cached_value_is_flagged_and_never_zero) {
  EXPECT_EQ(read_rows("<row r=\"1\"><c r=\"A1\"><f>1+1</f></c><c r=\"B1\"><f>1+1</f><v></v></c><c "
                      "r=\"C1\"><f>1+1</f><v>2</v></c><c r=\"D1\"><f t=\"shared\" si=\"0\"/><v>3</v></c></row>"),
            "A1=f? B1=f? C1=f:2 D1=f:3");
}

TEST(XlsxValues, formulas_are_given_as_text_on_request) {
  OoxmlBuilder workbook;
  workbook.sheet("S", "<row r=\"1\"><c r=\"A1\"><f>B1&lt;2</f><v>1</v></c><c r=\"B1\"><v>1</v></c></row>");
  EXPECT_EQ(read(workbook, {.formulas = true}), "A1=f:'=B1<2' B1=1");
}

TEST(XlsxValues, cells_that_share_a_formula_each_get_their_own) {
  OoxmlBuilder workbook;
  workbook.sheet(
      "S",
      "<row r=\"1\"><c r=\"C1\"><f t=\"shared\" ref=\"C1:D2\" si=\"0\">A1*$B$1+SUM(A:B)&amp;\"A1\"</f><v>1</v></c>"
      "<c r=\"D1\"><f t=\"shared\" si=\"0\"/><v>2</v></c></row><row r=\"2\"><c r=\"C2\"><f t=\"shared\" "
      "si=\"0\"/><v>3</v></c><c r=\"D2\"><f t=\"shared\" si=\"9\"/><v>4</v></c></row>");
  EXPECT_EQ(read(workbook, {.formulas = true}),
            "C1=f:'=A1*$B$1+SUM(A:B)&\"A1\"' D1=f:'=B1*$B$1+SUM(B:C)&\"A1\"' C2=f:'=A2*$B$1+SUM(A:B)&\"A1\"' D2=f:4");
  EXPECT_EQ(read(workbook), "C1=f:1 D1=f:2 C2=f:3 D2=f:4");
}

TEST(XlsxValues, dates_are_told_by_the_format_of_the_style) {
  OoxmlBuilder workbook;
  workbook
      .sheet("S",
             "<row r=\"1\"><c r=\"A1\" s=\"1\"><v>45000</v></c><c r=\"B1\" s=\"2\"><v>45000.5</v></c><c r=\"C1\" "
             "s=\"3\"><v>45000</v></c><c r=\"D1\" s=\"0\"><v>45000</v></c></row>")
      .formats({"dd.mm.yyyy", "dd.mm.yyyy hh:mm", "0.00"});
  EXPECT_EQ(read(workbook), "A1=date:45000 B1=time:45000.5 C1=45000 D1=45000");
}

TEST(XlsxValues, a_missing_negative_or_outlandish_style_is_a_plain_number) {
  OoxmlBuilder workbook;
  workbook
      .sheet("S",
             "<row r=\"1\"><c r=\"A1\" s=\"99\"><v>1</v></c><c r=\"B1\" s=\"-1\"><v>2</v></c><c r=\"C1\" "
             "s=\"99999999999999999999\"><v>3</v></c><c r=\"D1\" s=\"x\"><v>4</v></c>"
             "<c r=\"E1\" s=\"1\"><v>5</v></c></row>")
      .format_ids({14});
  EXPECT_EQ(read(workbook), "A1=1 B1=2 C1=3 D1=4 E1=date:5");
}

TEST(XlsxValues, formats_of_differential_and_named_styles_are_not_taken_for_cell_formats) {
  OoxmlBuilder workbook;
  workbook.sheet("S", "<row r=\"1\"><c r=\"A1\" s=\"0\"><v>1</v></c><c r=\"B1\" s=\"1\"><v>2</v></c></row>")
      .part(
          "xl/styles.xml",
          "<styleSheet><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf/><xf numFmtId=\"170\"/></cellXfs>"
          "<dxfs><dxf><numFmt numFmtId=\"170\" formatCode=\"yyyy\"/></dxf></dxfs></styleSheet>");
  EXPECT_EQ(read(workbook), "A1=1 B1=2");
}

TEST(XlsxValues, a_custom_format_may_take_the_number_of_a_builtin_one) {
  OoxmlBuilder workbook;
  workbook.sheet("S", "<row r=\"1\"><c r=\"A1\" s=\"0\"><v>1</v></c></row>")
      .part("xl/styles.xml",
            "<styleSheet><numFmts><numFmt numFmtId=\"14\" formatCode=\"0.0\"/></numFmts><cellXfs><xf "
            "numFmtId=\"14\"/></cellXfs></styleSheet>");
  EXPECT_EQ(read(workbook), "A1=1");
}

TEST(XlsxValues, bad_utf8_becomes_a_replacement_character) {
  EXPECT_EQ(read_rows("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>a\xFF"
                      "b</t></is></c></row>"),
            "A1='a\xEF\xBF\xBD"
            "b'");
}

}  // namespace
}  // namespace lunokhod::sheets
