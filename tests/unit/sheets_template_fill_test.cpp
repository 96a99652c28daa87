#include "lunokhod/sheets/fill_template.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "frames.hpp"
#include "lunokhod/base/calendar.hpp"
#include "ooxml_builder.hpp"
#include "python.hpp"
#include "temporary_folder.hpp"
#include "zip_file.hpp"

namespace lunokhod::sheets {
namespace {

using namespace lunokhod::testing;

bool has(const std::string& text, std::string_view piece) {
  return text.find(piece) != std::string::npos;
}

struct Fill : TemporaryFolder {
  std::string out = path("out.xlsx");

  std::string run(const std::string& book, const std::string& place, const Frame& frame,
                  const FillOptions& options = {}) {
    auto opened = FilledTemplate::open(book);
    if (!opened) return opened.error().text();
    if (const auto filled = opened->fill(place, frame, options); !filled) return filled.error().text();
    if (const auto saved = opened->save(out); !saved) return saved.error().text();
    return "";
  }
  std::string sheet(int number = 1) const {
    return ZipFile::read(out).parts.at("xl/worksheets/sheet" + std::to_string(number) + ".xml");
  }
};

Frame five_rows() {
  const auto day = [](int d) { return calendar::days_from_civil(2025, 1, d); };
  return frame_of(text_column("имя", {"а", "=1+1", std::nullopt, "г", "д"}),
                  word_column("день", Dtype::date, {day(1), day(2), day(3), day(4), day(5)}),
                  word_column("сумма", Dtype::decimal, {100, 200, 300, 400, 550}, 2));
}

TEST(FillTemplate, without_growing_data_is_written_over_what_stands_there) {
  Fill fill;
  OoxmlBuilder builder;
  builder.sheet(
      "S",
      R"(<row r="2" ht="30"><c r="A2" s="1"><v>9</v></c><c r="B2"><v>8</v></c><c r="C2"><f>A2*2</f><v>18</v></c></row>)"
      R"(<row r="4"><c r="D4"><v>7</v></c></row>)");
  builder.formats({"0.0"});
  ASSERT_EQ(
      fill.run(fill.write("t.xlsx", builder.bytes()), "S!A2",
               frame_of(word_column("n", Dtype::integer, {1, 2}), word_column("m", Dtype::integer, {3, std::nullopt}))),
      "");
  EXPECT_TRUE(
      has(fill.sheet(),
          R"(<row r="2" ht="30"><c r="A2" s="1"><v>1</v></c><c r="B2"><v>3</v></c><c r="C2"><f>A2*2</f></c></row>)"))
      << fill.sheet();
  EXPECT_TRUE(has(fill.sheet(), R"(<row r="3" ht="30"><c r="A3" s="1"><v>2</v></c><c r="C3"><f>A3*2</f></c></row>)"))
      << fill.sheet();
  EXPECT_TRUE(has(fill.sheet(), R"(<row r="4"><c r="D4"><v>7</v></c></row>)")) << fill.sheet();
}

TEST(FillTemplate, a_formula_in_the_way_is_an_error_and_not_lost) {
  Fill fill;
  OoxmlBuilder builder;
  builder.sheet("S",
                R"(<row r="2"><c r="A2"><v>9</v></c></row><row r="3"><c r="A3"><f>SUM(A2:A2)</f><v>9</v></c></row>)");
  const std::string answer =
      fill.run(fill.write("t.xlsx", builder.bytes()), "S!A2", frame_of(word_column("n", Dtype::integer, {1, 2})));
  EXPECT_TRUE(has(answer, "formula in A3")) << answer;
  EXPECT_TRUE(has(answer, "grow = true")) << answer;
}

TEST(FillTemplate, parts_that_need_no_change_are_the_same_bytes_and_the_calculation_chain_goes) {
  Fill fill;
  OoxmlBuilder builder;
  builder.sheet("S", R"(<row r="1"><c r="A1"><v>1</v></c></row>)")
      .sheet("T", R"(<row r="1"><c r="A1"><f>S!A1</f><v>1</v></c></row>)");
  builder.formats({"0.0"})
      .part("xl/vbaProject.bin", "macros")
      .part("xl/media/image1.png", "picture")
      .part("docProps/core.xml", "<x/>");
  const std::string book = fill.write("t.xlsx", builder.bytes());
  ASSERT_EQ(fill.run(book, "S!A1", five_rows(), {.grow = true}), "");
  const ZipFile before = ZipFile::read(book), after = ZipFile::read(fill.out);
  for (const char* name :
       {"xl/vbaProject.bin", "xl/media/image1.png", "docProps/core.xml", "_rels/.rels", "xl/worksheets/sheet2.xml"}) {
    EXPECT_EQ(before.packed.at(name), after.packed.at(name)) << name;
  }
  EXPECT_TRUE(has(after.parts.at("xl/workbook.xml"), "fullCalcOnLoad=\"1\""));
}

TEST(FillTemplate, shared_formulas_merges_formats_and_links_below_move_down) {
  Fill fill;
  OoxmlBuilder builder;
  builder.formats({"0.0"});
  builder.sheet_part(
      "S",
      R"(<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:C9"/><sheetData>)"
      R"(<row r="2"><c r="A2"><v>1</v></c><c r="E2"><f t="shared" ref="E2:E4" si="0">A2*2</f><v>2</v></c></row>)"
      R"(<row r="3"><c r="A3"><v>1</v></c><c r="E3"><f t="shared" si="0"/><v>2</v></c></row>)"
      R"(<row r="4"><c r="E4"><f t="shared" si="0"/><v>2</v></c></row></sheetData>)"
      R"(<mergeCells count="3"><mergeCell ref="A1:C1"/><mergeCell ref="A2:B2"/><mergeCell ref="A4:C4"/></mergeCells>)"
      R"(<conditionalFormatting sqref="A2 C4"><cfRule type="expression" priority="1"><formula>A2&gt;1</formula></cfRule></conditionalFormatting>)"
      R"(<hyperlinks><hyperlink ref="A3" location="x"/></hyperlinks></worksheet>)");
  ASSERT_EQ(fill.run(fill.write("t.xlsx", builder.bytes()), "A2", five_rows(), {.grow = true}), "");
  const std::string xml = fill.sheet();
  EXPECT_TRUE(has(xml, R"(<c r="E2"><f>A2*2</f></c></row>)")) << xml;
  EXPECT_TRUE(
      has(xml, R"(<c r="E6"><f>A6*2</f></c></row><row r="7"><c r="A7"><v>1</v></c><c r="E7"><f>A7*2</f></c></row>)"))
      << xml;
  EXPECT_TRUE(has(xml, R"(<row r="8"><c r="E8"><f>A8*2</f></c></row></sheetData>)")) << xml;
  EXPECT_TRUE(has(xml, R"(<mergeCells count="2"><mergeCell ref="A1:C1"/><mergeCell ref="A8:C8"/></mergeCells>)"))
      << xml;
  EXPECT_TRUE(has(xml, R"(sqref="A2:A6 C8")")) << xml;
  EXPECT_TRUE(has(xml, R"(<hyperlink ref="A7" location="x"/>)")) << xml;
}

TEST(FillTemplate, dates_get_a_date_format_where_the_template_has_none) {
  Fill fill;
  OoxmlBuilder builder;
  builder.sheet("S", R"(<row r="2"><c r="A2" s="1"/><c r="B2" s="1"/></row>)");
  builder.formats({"0.0"});
  ASSERT_EQ(fill.run(fill.write("t.xlsx", builder.bytes()), "S!A2", five_rows()), "");
  const auto seen = python(
      "import sys, warnings, openpyxl\nwarnings.simplefilter('ignore')\ns = "
      "openpyxl.load_workbook(sys.argv[1]).active\n"
      "print(s['B6'].value, s['B6'].number_format, s['C2'].value, s['A3'].value, s['A3'].data_type)",
      {fill.out});
  if (!seen) GTEST_SKIP() << "no openpyxl";
  EXPECT_EQ(*seen, "2025-01-05 00:00:00 dd.mm.yyyy 1.0 =1+1 s\n");
}

TEST(FillTemplate, several_places_are_named_as_the_template_has_them) {
  Fill fill;
  OoxmlBuilder builder;
  builder.sheet(
      "S",
      R"(<row r="2"><c r="A2"><v>1</v></c></row><row r="4"><c r="A4"><v>1</v></c></row><row r="6"><c r="A6"><f>SUM(A2:A2)+SUM(A4:A4)</f></c></row>)");
  const std::string book = fill.write("t.xlsx", builder.bytes());
  const Frame three = frame_of(word_column("n", Dtype::integer, {1, 2, 3}));
  for (const bool upper_first : {true, false}) {
    auto opened = FilledTemplate::open(book);
    ASSERT_TRUE(opened);
    ASSERT_TRUE(opened->fill(upper_first ? "S!A2" : "S!A4", three, {.grow = true}));
    ASSERT_TRUE(opened->fill(upper_first ? "S!A4" : "S!A2", three, {.grow = true}));
    ASSERT_TRUE(opened->save(fill.out));
    const std::string xml = fill.sheet();
    EXPECT_TRUE(has(xml, R"(<row r="10"><c r="A10"><f>SUM(A2:A4)+SUM(A6:A8)</f></c></row>)")) << xml;
    std::vector<std::size_t> order;
    for (int row = 2; row <= 10; ++row) {
      if (row != 5 && row != 9) order.push_back(xml.find("<row r=\"" + std::to_string(row) + "\""));
    }
    EXPECT_TRUE(std::is_sorted(order.begin(), order.end())) << xml;
    EXPECT_NE(order.back(), std::string::npos);
    EXPECT_FALSE(has(xml, "<!--"));
  }
}

TEST(FillTemplate, a_header_may_be_written_too_and_sheets_without_data_be_filled) {
  Fill fill;
  OoxmlBuilder builder;
  builder.sheet_part(
      "S", R"(<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>)");
  ASSERT_EQ(fill.run(fill.write("t.xlsx", builder.bytes()), "B3", frame_of(word_column("n", Dtype::integer, {7})),
                     {.header = true}),
            "");
  EXPECT_TRUE(
      has(fill.sheet(),
          R"(<row r="3"><c r="B3" t="inlineStr"><is><t>n</t></is></c></row><row r="4"><c r="B4"><v>7</v></c></row>)"))
      << fill.sheet();
}

TEST(FillTemplate, wrong_places_say_what_is_there) {
  Fill fill;
  OoxmlBuilder builder;
  builder.sheet("План", "");
  const std::string book = fill.write("t.xlsx", builder.bytes());
  EXPECT_TRUE(has(fill.run(book, "Факт!A1", five_rows()), "sheets here: План"));
  EXPECT_TRUE(has(fill.run(book, "План!", five_rows()), "no place"));
  EXPECT_TRUE(has(fill.run(book, "A1048576", five_rows()), "do not fit"));
  EXPECT_TRUE(has(fill.run(fill.path("absent.xlsx"), "A1", five_rows()), "absent.xlsx"));
  EXPECT_TRUE(has(fill.run(fill.write("t.xlsx", "no zip"), "A1", five_rows()), "no xlsx"));
}

// A workbook with everything that has to follow: made by openpyxl, read again by openpyxl and LibreOffice.
constexpr const char* make_template = R"(
import sys, openpyxl
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.workbook.defined_name import DefinedName
book = openpyxl.Workbook(); s = book.active; s.title = 'Data'
s.append(['Отчёт']); s.append([]); s.append(['имя', 'день', 'сумма', 'удвоено'])
s.append(['образец', None, 1, '=C4*2']); s.append([]); s['A6'] = 'Итого'; s['C6'] = '=SUM(C4:C4)'; s['A8'] = 'Подпись'
s['B4'].number_format = 'yyyy-mm-dd'
s['A8'].comment = Comment('кто', 'я'); s.merge_cells('A8:C8')
dv = DataValidation(type='list', formula1='"a,b"'); dv.add('D4'); s.add_data_validation(dv)
c = BarChart(); c.add_data(Reference(s, min_col=3, min_row=3, max_row=4), titles_from_data=True); c.set_categories(Reference(s, min_col=1, min_row=4, max_row=4))
s.add_chart(c, 'F10')
t = book.create_sheet('Other'); t['A1'] = '=Data!C6'; t['A2'] = '=SUM(Data!C4:C4)'
book.defined_names.append(DefinedName('total', attr_text='Data!$C$6'))
if len(sys.argv) > 2: s.add_table(Table(displayName='Sales', ref='A3:D4'))
book.save(sys.argv[1])
)";

TEST(FillTemplate, charts_totals_comments_and_other_sheets_follow_the_data) {
  Fill fill;
  const std::string book = fill.path("t.xlsx");
  if (!python("pass", {})) GTEST_SKIP() << "no openpyxl";
  const auto made = python(std::string(make_template), {book, "table"});
  ASSERT_TRUE(std::filesystem::exists(book)) << *made;
  ASSERT_EQ(fill.run(book, "Data!A4", five_rows(), {.grow = true}), "");
  const auto seen = python(R"(
import sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1]); s = book['Data']
chart = s._charts[0]
print(s['A8'].value, s['B8'].value, s['B8'].number_format, s['C8'].value, s['D8'].value, s['C10'].value, s['A12'].value, s['A12'].comment.text)
print(chart.ser[0].val.numRef.f, chart.ser[0].cat.numRef.f, chart.anchor._from.row, s.merged_cells.ranges, s.tables['Sales'].ref)
print(book.defined_names['total'].attr_text, book['Other']['A1'].value, book['Other']['A2'].value, s.data_validations.dataValidation[0].sqref)
)",
                           {fill.out});
  EXPECT_EQ(*seen,
            "д 2025-01-05 00:00:00 yyyy-mm-dd 5.5 =C8*2 =SUM(C4:C8) Подпись кто\n"
            "'Data'!$C$4:$C$8 'Data'!$A$4:$A$8 13 [<MergedCellRange A12:C12>] A3:D8\n"
            "Data!$C$10 =Data!C10 =SUM(Data!C4:C8) D4:D8\n");
  const auto csv = libreoffice(fill.out, "csv", fill.path());
  if (!csv) return;
  EXPECT_TRUE(has(TemporaryFolder::read(*csv), ",,15.5,")) << TemporaryFolder::read(*csv);
}

// Real workbooks, where they are at hand: every part not named stays the same bytes, and openpyxl still reads the rest.
std::string corpus() {
  for (const char* place : {"/../shared/corpus/files/", "/../../shared/corpus/files/"}) {
    if (std::filesystem::exists(std::string(LUNOKHOD_ROOT) + place)) return std::string(LUNOKHOD_ROOT) + place;
  }
  return "";
}

class FillRealWorkbook : public ::testing::TestWithParam<const char*> {};

TEST_P(FillRealWorkbook, lives_on_after_its_first_sheet_grew) {
  if (corpus().empty()) GTEST_SKIP() << "no corpus here";
  Fill fill;
  const std::string book = corpus() + GetParam();
  ASSERT_EQ(fill.run(book, "A2", five_rows(), {.grow = true}), "") << book;
  const ZipFile before = ZipFile::read(book), after = ZipFile::read(fill.out);
  for (const auto& [name, bytes] : before.packed) {
    if (has(name, "calcChain") || name.ends_with('/')) continue;
    ASSERT_TRUE(after.packed.contains(name)) << name;
    const bool may_change = std::ranges::any_of(
        std::initializer_list<const char*>{"[Content_Types]", "workbook", "worksheets/", "styles", "tables/",
                                           "charts/chart", "drawings/", "omments", "pivotCacheDefinition"},
        [&, &part = name](const char* kind) { return has(part, kind); });
    if (!may_change || name.ends_with(".png") || (name.ends_with(".rels") && !has(name, "workbook"))) {
      EXPECT_EQ(bytes, after.packed.at(name)) << name;
    }
  }
  EXPECT_FALSE(std::any_of(after.names.begin(), after.names.end(),
                           [](const std::string& name) { return has(name, "calcChain"); }));
  const auto seen = python(R"(
import sys, warnings, openpyxl
warnings.simplefilter('ignore')
a = openpyxl.load_workbook(sys.argv[1], keep_vba=True); b = openpyxl.load_workbook(sys.argv[2], keep_vba=True)
assert a.sheetnames == b.sheetnames
s, t = a.worksheets[0], b.worksheets[0]
assert t['A2'].value == 'а' and t['C6'].value == 5.5, (t['A2'].value, t['C6'].value)
assert len(s._charts) == len(t._charts) and len(s._pivots) == len(t._pivots)
moved = 0
for row in s.iter_rows(min_row=3):
    for c in row:
        if c.value is None: continue
        d = t.cell(c.row + 4, c.column)
        if not (isinstance(c.value, str) and c.value.startswith('=')) and c.data_type in 'sn': assert d.value == c.value, (c.coordinate, c.value, d.value)
        assert d.number_format == c.number_format
        moved += 1
for s, t in zip(a.worksheets[1:], b.worksheets[1:]): assert s.dimensions == t.dimensions
print('fine')
)",
                           {book, fill.out});
  if (!seen) GTEST_SKIP() << "no openpyxl";
  EXPECT_TRUE(seen->ends_with("fine\n")) << *seen;
}

INSTANTIATE_TEST_SUITE_P(
    Corpus, FillRealWorkbook,
    ::testing::Values("apache+poi/test-data_spreadsheet_DataTableCities.xlsx",
                      "apache+poi/test-data_spreadsheet_WithChartSheet.xlsx",
                      "apache+poi/test-data_spreadsheet_64450.xlsx", "SheetJS+test_files/pivot_table_test.xlsm",
                      "apache+poi/test-data_spreadsheet_dataValidationTableRange.xlsx",
                      "apache+poi/test-data_spreadsheet_StructuredRefs-lots-with-lookups.xlsx",
                      "qax-os+excelize/test_Book1.xlsx", "apache+poi/test-data_spreadsheet_60509.xlsx",
                      "apache+poi/test-data_spreadsheet_45544.xlsx", "apache+poi/test-data_spreadsheet_testNames.xlsm",
                      "SheetJS+test_files/number_format_russian.xlsm", "tafia+calamine/tests_vba.xlsm",
                      "jmcnamara+libxlsxwriter/test_functional_xlsx_files_macro01.xlsm",
                      "apache+poi/test-data_spreadsheet_ExcelWithAttachments.xlsm",
                      "apache+poi/test-data_spreadsheet_123233_charts.xlsx"));

}  // namespace
}  // namespace lunokhod::sheets
