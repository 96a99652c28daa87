#include "lunokhod/sheets/template_workbook.hpp"

#include <gtest/gtest.h>

#include "frames.hpp"
#include "ooxml_builder.hpp"
#include "python.hpp"
#include "temporary_folder.hpp"

namespace lunokhod::sheets {
namespace {

using namespace lunokhod::testing;

std::vector<std::string> names(const Template& columns) {
  std::vector<std::string> out;
  for (const TemplateColumn& column : columns.columns) out.push_back(column.name);
  return out;
}

struct Folder : TemporaryFolder {
  std::string book(const OoxmlBuilder& builder) const { return write("report_header.xlsx", builder.bytes()); }
};

TEST(TemplateWorkbook, row_one_names_the_columns_whether_shared_or_inline) {
  Folder folder;
  OoxmlBuilder builder;
  builder.shared_strings("<si><t>supplier_filial</t></si><si><r><t>client</t></r><r><t>_inn</t></r></si>");
  builder.sheet(
      "Лист1",
      R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>)"
      R"(<c r="C1" t="inlineStr"><is><t>период &amp; год</t></is></c><c r="D1"><v>2025</v></c><c r="E1" s="1"/></row>)"
      R"(<row r="2"><c r="A2" t="inlineStr"><is><t>sample</t></is></c></row>)");
  const auto found = load_template(folder.book(builder));
  ASSERT_TRUE(found) << found.error().text();
  EXPECT_EQ(found->sheet, "Лист1");
  EXPECT_EQ(names(found->columns), (std::vector<std::string>{"supplier_filial", "client_inn", "период & год", "2025"}));
}

TEST(TemplateWorkbook, what_is_written_with_a_style_is_loaded_with_that_style) {
  Folder folder;
  SheetToWrite sheet;
  sheet.name = "Лист1";
  sheet.frame = frame_of(text_column("a", {}), text_column("b", {}));
  HeaderStyle style;
  style.font_name = "Arial";
  style.font_size = 9.5;
  style.italic = style.wrap = style.border = true;
  style.font_color = "FF112233";
  style.fill_color = "FFD9E1F2";
  style.horizontal = "center";
  style.height = 42;
  style.column_widths = {12, 30};
  sheet.header_style = style;
  ASSERT_TRUE(write_xlsx(folder.path("t.xlsx"), {sheet}));
  const auto found = load_template(folder.path("t.xlsx"));
  ASSERT_TRUE(found) << found.error().text();
  const HeaderStyle& loaded = found->style;
  EXPECT_EQ(loaded.font_name, "Arial");
  EXPECT_EQ(loaded.font_size, 9.5);
  EXPECT_TRUE(loaded.bold && loaded.italic && loaded.wrap && loaded.border);
  EXPECT_EQ(loaded.font_color, "FF112233");
  EXPECT_EQ(loaded.fill_color, "FFD9E1F2");
  EXPECT_EQ(loaded.horizontal, "center");
  EXPECT_EQ(loaded.height, 42);
  ASSERT_EQ(loaded.column_widths.size(), 2u);
  EXPECT_NEAR(loaded.column_widths[0], 12, 1e-9);
  EXPECT_NEAR(loaded.column_widths[1], 30, 1e-9);
}

TEST(TemplateWorkbook, theme_and_indexed_colours_become_plain_ones) {
  Folder folder;
  OoxmlBuilder builder;
  builder.sheet("S", R"(<row r="1"><c r="A1" s="1" t="inlineStr"><is><t>a</t></is></c></row>)");
  builder.part(
      "xl/styles.xml",
      R"(<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts><font/><font><b val="0"/><sz val="10"/>)"
      R"(<color indexed="10"/><name val="PT Sans"/></font></fonts><fills><fill/><fill/><fill><patternFill patternType="solid">)"
      R"(<fgColor theme="4" tint="0.5"/></patternFill></fill></fills><borders><border/></borders><cellXfs><xf/>)"
      R"(<xf fontId="1" fillId="2"/></cellXfs></styleSheet>)");
  builder.part(
      "xl/theme/theme1.xml",
      R"(<a:theme xmlns:a="urn:a"><a:themeElements><a:clrScheme><a:accent1><a:srgbClr val="4080C0"/></a:accent1></a:clrScheme>)"
      R"(</a:themeElements></a:theme>)");
  builder.part(
      "xl/_rels/workbook.xml.rels",
      R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)"
      R"(<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>)"
      R"(<Relationship Id="rId8" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>)"
      R"(<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme" Target="theme/theme1.xml"/>)"
      R"(</Relationships>)");
  const auto found = load_template(folder.book(builder));
  ASSERT_TRUE(found) << found.error().text();
  EXPECT_FALSE(found->style.bold);
  EXPECT_EQ(found->style.font_name, "PT Sans");
  EXPECT_EQ(found->style.font_color, "FFFF0000");
  EXPECT_EQ(found->style.fill_color, "FFA0C0E0");
}

TEST(TemplateWorkbook, a_missing_template_says_where_it_was_looked_for) {
  Folder folder;
  const auto found = load_template(folder.path("report_header.xlsx"));
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, Code::not_found);
  EXPECT_NE(found.error().message.find(folder.path("report_header.xlsx")), std::string::npos) << found.error().text();
  EXPECT_FALSE(found.error().hint.empty());
}

TEST(TemplateWorkbook, gaps_duplicates_and_empty_rows_are_rejected_with_the_cell) {
  Folder folder;
  const auto failure = [&](const char* rows) {
    const auto found = load_template(folder.book(OoxmlBuilder().sheet("S", rows)));
    return found ? "loaded" : found.error().text();
  };
  EXPECT_NE(
      failure(
          R"(<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="C1" t="inlineStr"><is><t>c</t></is></c></row>)")
          .find("B1"),
      std::string::npos);
  EXPECT_NE(
      failure(
          R"(<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1" t="inlineStr"><is><t>a</t></is></c></row>)")
          .find("A1 and B1"),
      std::string::npos);
  EXPECT_NE(failure("").find("no names"), std::string::npos);
  EXPECT_NE(failure(R"(<row r="2"><c r="A2"><v>1</v></c></row>)").find("no names"), std::string::npos);
  EXPECT_FALSE(load_template(folder.write("x.xlsx", "a;b;c\n")));
  EXPECT_FALSE(load_template(folder.write("x.xlsx", "")));
}

TEST(TemplateWorkbook, another_sheet_is_found_by_its_folded_name) {
  Folder folder;
  OoxmlBuilder builder;
  builder.sheet("Hidden", R"(<row r="1"><c r="A1"><v>1</v></c></row>)", "hidden");
  builder.sheet("Первый", R"(<row r="1"><c r="A1"><v>2</v></c></row>)");
  builder.sheet("Шаблон", R"(<row r="1"><c r="A1"><v>3</v></c></row>)");
  const std::string path = folder.book(builder);
  EXPECT_EQ(names(load_template(path)->columns), std::vector<std::string>{"2"});
  EXPECT_EQ(names(load_template(path, "шаблон")->columns), std::vector<std::string>{"3"});
  const auto missing = load_template(path, "Итоги");
  ASSERT_FALSE(missing);
  EXPECT_NE(missing.error().hint.find("Первый, Шаблон"), std::string::npos) << missing.error().text();
}

TEST(TemplateWorkbook, a_template_saved_by_openpyxl_loads) {
  Folder folder;
  const auto made = python(R"(
import sys, openpyxl
from openpyxl.styles import Font, PatternFill
book = openpyxl.Workbook(); s = book.active; s.title = 'Лист1'
for i, n in enumerate(['supplier_filial', 'client_inlaw', 'Report_Provaider'], 1):
    c = s.cell(1, i, n); c.font = Font(name='Calibri', size=12, bold=True); c.fill = PatternFill('solid', fgColor='00FFEE00')
s.column_dimensions['B'].width = 33
book.save(sys.argv[1])
)",
                           {folder.path("t.xlsx")});
  if (!made) GTEST_SKIP() << "no openpyxl";
  const auto found = load_template(folder.path("t.xlsx"));
  ASSERT_TRUE(found) << found.error().text();
  EXPECT_EQ(names(found->columns), (std::vector<std::string>{"supplier_filial", "client_inlaw", "Report_Provaider"}));
  EXPECT_EQ(found->style.fill_color, "FFFFEE00");
  EXPECT_TRUE(found->style.bold);
  EXPECT_EQ(found->style.font_size, 12);
}

}  // namespace
}  // namespace lunokhod::sheets
