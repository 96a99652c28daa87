#include <gtest/gtest.h>

#include "frames.hpp"
#include "lunokhod/base/calendar.hpp"
#include "lunokhod/sheets/write_xlsx.hpp"
#include "python.hpp"
#include "temporary_folder.hpp"
#include "zip_file.hpp"

namespace lunokhod::sheets {
namespace {

using namespace lunokhod::testing;

// A PNG of one red pixel.
const std::string pixel(
    "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS\xde\x00\x00\x00\x0cI"
    "DATx\x9c"
    "c\xf8\xcf\xc0\x00\x00\x03\x01\x01\x00\xc9\xfe\x92\xef\x00\x00\x00\x00IEND\xae"
    "B`\x82",
    69);

SheetToWrite sales() {
  SheetToWrite sheet;
  sheet.name = "Продажи 'x' 1";
  sheet.frame = frame_of(
      text_column("город", {"Тула", "Омск", "Тверь"}), word_column("шт", Dtype::integer, {5, std::nullopt, -2}),
      word_column("сумма", Dtype::decimal, {1050, 20, 300}, 2), float_column("вес", {0.1, 0.2, 0.3}));
  return sheet;
}

struct Book {
  Book() = default;
  TemporaryFolder folder;
  std::string path = folder.path("book.xlsx");

  Result<void> write(SheetToWrite sheet) { return write_xlsx(path, {std::move(sheet)}); }
  std::string failure(SheetToWrite sheet) {
    const auto written = write(std::move(sheet));
    return written ? "no failure" : written.error().text();
  }
  std::optional<std::string> see(const std::string& expression, const std::string& before = "") {
    const std::string script =
        "import sys, openpyxl\nbook = openpyxl.load_workbook(sys.argv[1]); s = book.active\nprint(" + expression + ")";
    return python(before + script, {path});
  }
};

TEST(WriteFeatures, totals_are_formulas_with_their_results) {
  Book book;
  SheetToWrite sheet = sales();
  sheet.features.totals = {{0, "Итого"}, {1, "count"}, {2, "sum"}, {3, "average"}};
  ASSERT_TRUE(book.write(sheet));
  const std::string xml = ZipFile::read(book.path).parts.at("xl/worksheets/sheet1.xml");
  EXPECT_NE(xml.find("<f>SUBTOTAL(103,B2:B4)</f><v>2</v>"), std::string::npos) << xml;
  EXPECT_NE(xml.find("<f>SUBTOTAL(109,C2:C4)</f><v>13.7</v>"), std::string::npos) << xml;
  EXPECT_NE(xml.find("<f>SUBTOTAL(101,D2:D4)</f><v>0.19999999999999998</v>"), std::string::npos) << xml;
  EXPECT_NE(xml.find("<autoFilter ref=\"A1:D4\"/>"), std::string::npos) << "the totals row stays out of the filter";
  const auto seen = book.see("s['A5'].value, s['C5'].value, s['C5'].number_format, s['C5'].font.b");
  if (!seen) GTEST_SKIP() << "no openpyxl";
  EXPECT_EQ(*seen, "Итого =SUBTOTAL(109,C2:C4) 0.00 True\n");
}

TEST(WriteFeatures, a_formula_without_a_known_result_asks_for_calculation) {
  Book book;
  SheetToWrite sheet = sales();
  sheet.features.totals = {{2, "=C2&\"<\""}};
  ASSERT_TRUE(book.write(sheet));
  const ZipFile zip = ZipFile::read(book.path);
  EXPECT_NE(zip.parts.at("xl/worksheets/sheet1.xml").find("<f>C2&amp;&quot;&lt;&quot;</f></c>"), std::string::npos);
  EXPECT_NE(zip.parts.at("xl/workbook.xml").find("fullCalcOnLoad=\"1\""), std::string::npos);
}

TEST(WriteFeatures, conditional_colours_and_choices_read_back) {
  Book book;
  SheetToWrite sheet = sales();
  sheet.features.conditional_colors = {{1, Condition::less, "0"},
                                       {0, Condition::contains, "Т\"", "", "", "FF0000"},
                                       {2, Condition::between, "1", "=5*2"},
                                       {3, Condition::scale},
                                       {3, Condition::bars},
                                       {0, Condition::duplicates},
                                       {1, Condition::blanks},
                                       {1, Condition::formula, "=B2>C2"}};
  sheet.features.choices = {{0, {"Тула", "Омск \"центр\""}, ""}, {1, {}, "=$D$2:$D$4"}};
  ASSERT_TRUE(book.write(sheet));
  const auto seen = book.see(
      "[(str(r.sqref), x.type, x.operator, x.formula) for r in s.conditional_formatting for x in r.rules], "
      "[(str(v.sqref), v.formula1) for v in s.data_validations.dataValidation]");
  if (!seen) GTEST_SKIP() << "no openpyxl";
  EXPECT_NE(seen->find("('B2:B4', 'cellIs', 'lessThan', ['0'])"), std::string::npos) << *seen;
  EXPECT_NE(seen->find("'cellIs', 'between', ['1', '5*2']"), std::string::npos) << *seen;
  EXPECT_NE(seen->find("'NOT(ISERROR(SEARCH(\"Т\"\"\",A2)))'"), std::string::npos) << *seen;
  EXPECT_NE(seen->find("('A2:A4', '\"Тула,Омск \"\"центр\"\"\"'), ('B2:B4', '$D$2:$D$4')"), std::string::npos) << *seen;
}

TEST(WriteFeatures, hyperlinks_notes_and_colours_are_where_they_belong) {
  Book book;
  SheetToWrite sheet = sales();
  sheet.features.hyperlinks = {{0, 0, "https://example.org/?a=1&b=два слова", "подсказка"},
                               {1, 0, "#'Продажи ''x'' 1'!C2", ""}};
  sheet.features.notes = {{2, 1, "мало <&>\nочень", "Контроль"}, {header_row, 0, "шапка", ""}};
  sheet.features.colors = {{1, 1, "FFFF00"}, {0, 0, "C6EFCE"}};
  ASSERT_TRUE(book.write(sheet));
  const auto seen = book.see(
      "s['A2'].hyperlink.target, s['A2'].hyperlink.tooltip, s['A3'].hyperlink.location, repr(s['B4'].comment.text), "
      "s['B4'].comment.author, "
      "s['A1'].comment.text, s['B3'].fill.fgColor.rgb, s['B3'].value, s['A2'].fill.fgColor.rgb, s['A2'].font.u");
  if (!seen) GTEST_SKIP() << "no openpyxl";
  EXPECT_EQ(*seen,
            "https://example.org/?a=1&b=два%20слова подсказка 'Продажи ''x'' 1'!C2 'мало <&>\\nочень' Контроль шапка "
            "FFFFFF00 None "
            "FFC6EFCE single\n");
}

SheetToWrite with_everything() {
  SheetToWrite sheet = sales();
  sheet.features.totals = {{0, "Итого"}, {2, "sum"}};
  sheet.features.conditional_colors = {{1, Condition::less, "0"}, {3, Condition::bars}};
  sheet.features.choices = {{0, {"Тула", "Омск"}, ""}};
  sheet.features.hyperlinks = {{0, 0, "https://example.org", ""}};
  sheet.features.notes = {{0, 1, "заметка", "я"}};
  sheet.features.colors = {{2, 2, "FFFF00"}};
  sheet.features.images = {{{8, 0}, pixel, 20}};
  int row = 0;
  for (const ChartKind kind : {ChartKind::line, ChartKind::bar, ChartKind::stacked, ChartKind::pie}) {
    Chart chart;
    chart.kind = kind;
    chart.place = {static_cast<std::size_t>(row += 20), 6};
    chart.values = kind == ChartKind::pie ? std::vector<std::size_t>{2} : std::vector<std::size_t>{2, 3};
    chart.title = "Сумма & вес";
    chart.x_title = "город";
    sheet.features.charts.push_back(chart);
  }
  return sheet;
}

TEST(WriteFeatures, charts_and_pictures_are_read_by_openpyxl) {
  Book book;
  SheetToWrite second = with_everything();
  second.name = "Второй";
  ASSERT_TRUE(write_xlsx(book.path, {with_everything(), second}));
  // Without a theme nothing has a colour of its own: every series names one.
  for (int chart = 1; chart <= 4; ++chart) {
    EXPECT_NE(ZipFile::read(book.path).parts.at("xl/charts/chart" + std::to_string(chart) + ".xml").find("4472C4"),
              std::string::npos);
  }
  const auto seen = book.see(
      "[type(c).__name__ for c in s._charts], s._charts[0].ser[1].val.numRef.f, s._charts[0].ser[0].cat.strRef.f, "
      ""
      "len(book['Второй']._charts)");
  if (!seen) GTEST_SKIP() << "no openpyxl";
  EXPECT_EQ(
      *seen,
      "['LineChart', 'BarChart', 'BarChart', 'PieChart'] 'Продажи ''x'' 1'!$D$2:$D$4 'Продажи ''x'' 1'!$A$2:$A$4 4\n");
}

TEST(WriteFeatures, every_part_has_a_type_and_every_relationship_a_part) {
  Book book;
  ASSERT_TRUE(book.write(with_everything()));
  const auto seen = python(R"(
import sys, zipfile, posixpath, xml.etree.ElementTree as E
z = zipfile.ZipFile(sys.argv[1]); names = set(z.namelist()); bad = []
types = E.fromstring(z.read('[Content_Types].xml'))
over = {e.get('PartName') for e in types if e.tag.endswith('Override')}; ext = {e.get('Extension') for e in types if e.tag.endswith('Default')}
for n in names:
    if not n.endswith(('.png', '.vml')): E.fromstring(z.read(n))
    if n != '[Content_Types].xml' and '/' + n not in over and n.rsplit('.', 1)[-1] not in ext - {'xml'}: bad.append('type of ' + n)
    if n.endswith('.rels'):
        base = posixpath.dirname(posixpath.dirname(n))
        for r in E.fromstring(z.read(n)):
            t = posixpath.normpath(posixpath.join(base, r.get('Target')))
            if r.get('TargetMode') != 'External' and t not in names: bad.append(n + ' -> ' + t)
for o in over:
    if o[1:] not in names: bad.append('absent ' + o)
print(bad)
)",
                           {book.path}, "xml.etree");
  if (!seen) GTEST_SKIP() << "no python3";
  EXPECT_EQ(*seen, "[]\n");
}

TEST(WriteFeatures, libreoffice_keeps_charts_notes_and_links_when_it_saves_the_file_again) {
  Book book;
  ASSERT_TRUE(book.write(with_everything()));
  const auto saved = libreoffice(book.path, "xlsx", book.folder.path());
  if (!saved) GTEST_SKIP() << "no LibreOffice";
  ASSERT_FALSE(saved->empty());
  book.path = *saved;
  const auto seen = book.see(
      "len(s._charts), s['B2'].comment.text, s['A2'].hyperlink.target, s['C5'].value, "
      "len(s.data_validations.dataValidation), len(s.conditional_formatting)",
      "import warnings; warnings.simplefilter('ignore')\n");
  if (!seen) GTEST_SKIP() << "no openpyxl";
  EXPECT_EQ(*seen, "4 заметка https://example.org/ =SUBTOTAL(109,C2:C4) 1 2\n");
  EXPECT_EQ(ZipFile::read(book.path).parts.count("xl/media/image1.png"), 1u);
}

TEST(WriteFeatures, wrong_wishes_are_refused_before_anything_is_written) {
  Book book;
  const auto refused = [&](auto change, const char* piece) {
    SheetToWrite sheet = sales();
    change(sheet.features);
    EXPECT_NE(book.failure(std::move(sheet)).find(piece), std::string::npos) << piece;
  };
  refused([](SheetFeatures& f) { f.totals = {{9, "sum"}}; }, "column 10");
  refused([](SheetFeatures& f) { f.colors = {{3, 0, "FFFF00"}}; }, "row 4");
  refused([](SheetFeatures& f) { f.notes = {{0, 0, "a", ""}, {0, 0, "b", ""}}; }, "two notes on cell A2");
  refused([](SheetFeatures& f) { f.choices = {{0, {"a,b"}, ""}}; }, "comma");
  refused([](SheetFeatures& f) { f.choices = {{0, {std::string(300, 'x')}, ""}}; }, "255");
  refused([](SheetFeatures& f) { f.images = {{{0, 0}, "GIF89a", 1}}; }, "neither PNG nor JPEG");
  refused([](SheetFeatures& f) { f.charts = {Chart{}}; }, "without values");
  refused([](SheetFeatures& f) { f.hyperlinks = {{0, 0, "", ""}}; }, "empty");
  EXPECT_EQ(TemporaryFolder::read(book.path), "");
}

}  // namespace
}  // namespace lunokhod::sheets
