// How the parts of a workbook are found in packages that are wrong.
#include <gtest/gtest.h>

#include "cell_text.hpp"
#include "ooxml_builder.hpp"
#include "readers.hpp"

namespace lunokhod::sheets {
namespace {

using lunokhod::testing::cell_text;
using lunokhod::testing::make_zip;
using lunokhod::testing::OoxmlBuilder;
using lunokhod::testing::ZipPart;

constexpr std::string_view one =
    "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" s=\"1\"><v>45000</v></c></row>";
constexpr std::string_view expected = "A1='text' B1=date:45000";

OoxmlBuilder plain() {
  OoxmlBuilder workbook;
  workbook.sheet("Sheet1", one).shared_strings("<si><t>text</t></si>").formats({"dd.mm.yyyy"});
  return workbook;
}

Result<std::unique_ptr<Reader>> open_bytes(std::string bytes) {
  const auto owned = std::make_shared<const std::string>(std::move(bytes));
  return open_content({"test.xlsx", owned, *owned}, {});
}

std::string read(const std::vector<ZipPart>& parts, std::size_t sheet = 0) {
  auto reader = open_bytes(make_zip(parts));
  if (!reader) return "error: " + reader.error().text();
  return sheet < (*reader)->sheets().size() ? cell_text(**reader, sheet) : "no sheet";
}

// All the parts, each changed.
template <class Change>
std::vector<ZipPart> every(std::vector<ZipPart> parts, Change change) {
  for (ZipPart& part : parts) change(part);
  return parts;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
  return text;
}

std::vector<ZipPart> with(std::vector<ZipPart> parts, std::string_view name, std::string_view from,
                          std::string_view to) {
  for (ZipPart& part : parts) {
    if (part.name == name) part.bytes = replaced(part.bytes, from, to);
  }
  return parts;
}

TEST(XlsxPackage, a_plain_workbook_is_read) {
  EXPECT_EQ(read(plain().parts()), expected);
}

TEST(XlsxPackage, part_names_may_be_in_the_wrong_case) {
  EXPECT_EQ(read(plain()
                     .rename("xl/sharedStrings.xml", "xl/SharedStrings.xml")
                     .rename("xl/styles.xml", "XL/Styles.XML")
                     .parts()),
            expected);
}

TEST(XlsxPackage, entry_names_may_have_backslashes_or_a_leading_slash) {
  EXPECT_EQ(read(every(plain().parts(), [](ZipPart& part) { part.name = replaced(part.name, "/", "\\"); })), expected);
  EXPECT_EQ(read(every(plain().parts(), [](ZipPart& part) { part.name = "/" + part.name; })), expected);
}

TEST(XlsxPackage, every_way_of_packing_reads_the_same) {
  EXPECT_EQ(read(every(plain().parts(), [](ZipPart& part) { part.stored = true; })), expected);
  EXPECT_EQ(read(every(plain().parts(), [](ZipPart& part) { part.data_descriptor = true; })), expected);
  EXPECT_EQ(read(every(plain().parts(), [](ZipPart& part) { part.zip64 = part.data_descriptor = true; })), expected);
  EXPECT_EQ(read(every(plain().parts(), [](ZipPart& part) { part.size = 1; })), expected);
}

TEST(XlsxPackage, a_wrong_checksum_is_a_warning_for_each_part) {
  auto reader = open_bytes(make_zip(every(plain().parts(), [](ZipPart& part) { part.bad_crc = true; })));
  ASSERT_TRUE(reader.ok());
  EXPECT_EQ(cell_text(**reader), expected);
  EXPECT_EQ(cell_text(**reader), expected);
  EXPECT_EQ((*reader)->warnings().size(), 3u);
}

TEST(XlsxPackage, the_workbook_may_be_anywhere) {
  std::vector<ZipPart> parts =
      every(plain().parts(), [](ZipPart& part) { part.name = replaced(part.name, "xl/", ""); });
  EXPECT_EQ(read(with(parts, "_rels/.rels", "xl/workbook.xml", "workbook.xml")), expected);
  parts = every(plain().parts(),
                [](ZipPart& part) { part.name = replaced(replaced(part.name, "xl/", "книга/"), "workbook", "wb2"); });
  EXPECT_EQ(read(with(parts, "_rels/.rels", "xl/workbook.xml", "/книга/wb2.xml")), expected);
}

TEST(XlsxPackage, targets_may_be_absolute_or_have_backslashes_or_dots) {
  EXPECT_EQ(read(with(plain().parts(), "xl/_rels/workbook.xml.rels", "Target=\"", "Target=\"/xl/")), expected);
  EXPECT_EQ(read(with(plain().parts(), "xl/_rels/workbook.xml.rels", "worksheets/", "worksheets\\")), expected);
  EXPECT_EQ(read(with(plain().parts(), "xl/_rels/workbook.xml.rels", "Target=\"", "Target=\"./../xl/")), expected);
  EXPECT_EQ(read(with(plain().parts(), "xl/_rels/workbook.xml.rels", "Target=\"", "Target=\"xl/")), expected);
}

TEST(XlsxPackage, lost_relationships_fall_back_to_content_types_and_names) {
  EXPECT_EQ(read(plain().drop("_rels/.rels").parts()), expected);
  EXPECT_EQ(read(plain().drop("_rels/.rels").drop("[Content_Types].xml").parts()), expected);
  EXPECT_EQ(read(plain().drop("xl/_rels/workbook.xml.rels").parts()), expected);
  EXPECT_EQ(read(plain().part("xl/_rels/workbook.xml.rels", "garbage").parts()), expected);
}

TEST(XlsxPackage, sheets_by_name_come_in_the_order_of_their_numbers) {
  OoxmlBuilder workbook;
  for (int i = 1; i <= 11; ++i)
    workbook.sheet("S" + std::to_string(i), "<row><c><v>" + std::to_string(i) + "</v></c></row>");
  const auto parts = workbook.drop("xl/_rels/workbook.xml.rels").parts();
  EXPECT_EQ(read(parts, 1), "A1=2");
  EXPECT_EQ(read(parts, 10), "A1=11");
}

TEST(XlsxPackage, the_prefix_of_r_id_is_free) {
  EXPECT_EQ(read(with(plain().parts(), "xl/workbook.xml", "r:id", "d3p1:id")), expected);
}

TEST(XlsxPackage, a_sheet_part_may_have_any_name) {
  const auto parts = plain().rename("xl/worksheets/sheet1.xml", "xl/worksheets/sheet.xml").parts();
  EXPECT_EQ(read(with(parts, "xl/_rels/workbook.xml.rels", "sheet1.xml", "sheet.xml")), expected);
}

TEST(XlsxPackage, missing_styles_and_strings_are_survived) {
  EXPECT_EQ(read(plain().drop("xl/styles.xml").parts()), "A1='text' B1=45000");
  EXPECT_EQ(read(plain().drop("xl/sharedStrings.xml").parts()), "A1=#REF! B1=date:45000");
}

TEST(XlsxPackage, the_strict_namespaces_read_the_same) {
  const auto strict = every(plain().parts(), [](ZipPart& part) {
    part.bytes = replaced(part.bytes, "http://schemas.openxmlformats.org/officeDocument/2006",
                          "http://purl.oclc.org/ooxml/officeDocument");
    part.bytes = replaced(part.bytes, "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                          "http://purl.oclc.org/ooxml/spreadsheetml/main");
  });
  EXPECT_EQ(read(strict), expected);
}

TEST(XlsxPackage, a_listed_sheet_without_a_part_keeps_its_place_and_is_empty) {
  OoxmlBuilder workbook;
  workbook.sheet("A", "<row><c><v>1</v></c></row>")
      .sheet("B", "")
      .sheet("C", "<row><c><v>3</v></c></row>")
      .drop("xl/worksheets/sheet2.xml");
  EXPECT_EQ(read(workbook.parts(), 1), "");
  EXPECT_EQ(read(workbook.parts(), 2), "A1=3");
}

TEST(XlsxPackage, chart_dialog_and_macro_sheets_keep_their_place) {
  OoxmlBuilder workbook;
  workbook.sheet("A", "<row><c><v>1</v></c></row>").sheet("B", "<row><c><v>2</v></c></row>");
  auto reader = open_bytes(make_zip(with(workbook.parts(), "xl/_rels/workbook.xml.rels",
                                         "relationships/worksheet\" Target=\"worksheets/sheet1.xml",
                                         "relationships/chartsheet\" Target=\"worksheets/sheet1.xml")));
  ASSERT_TRUE(reader.ok());
  ASSERT_EQ((*reader)->sheets().size(), 2u);
  EXPECT_EQ((*reader)->sheets()[0].kind, SheetKind::chart);
  EXPECT_EQ(cell_text(**reader, 0), "");
  EXPECT_EQ((*reader)->sheets()[1].kind, SheetKind::worksheet);
  EXPECT_EQ(cell_text(**reader, 1), "A1=2");
}

TEST(XlsxPackage, hidden_sheets_say_so) {
  auto reader = open_bytes(OoxmlBuilder().sheet("A", "").sheet("B", "", "hidden").sheet("C", "", "veryHidden").bytes());
  ASSERT_TRUE(reader.ok());
  EXPECT_EQ((*reader)->sheets()[0].visibility, Visibility::visible);
  EXPECT_EQ((*reader)->sheets()[1].visibility, Visibility::hidden);
  EXPECT_EQ((*reader)->sheets()[2].visibility, Visibility::very_hidden);
}

TEST(XlsxPackage, the_base_of_1904_is_known_in_both_spellings) {
  for (const char* spelling : {"1", "true"})
    EXPECT_TRUE((*open_bytes(OoxmlBuilder().sheet("A", "").base_1904(spelling).bytes()))->base_1904());
  EXPECT_FALSE((*open_bytes(OoxmlBuilder().sheet("A", "").base_1904("0").bytes()))->base_1904());
  // An extension of the same name, further down, is another thing.
  const auto parts = with(OoxmlBuilder().sheet("A", "").base_1904().parts(), "xl/workbook.xml", "</workbook>",
                          "<extLst><ext><x14:workbookPr defaultImageDpi=\"1\"/></ext></extLst></workbook>");
  EXPECT_TRUE((*open_bytes(make_zip(parts)))->base_1904());
}

std::string utf16(std::string_view ascii) {
  std::string out = "\xFF\xFE";
  for (const char c : ascii) {
    out += c;
    out += '\0';
  }
  return out;
}

TEST(XlsxPackage, every_part_may_be_utf16) {
  EXPECT_EQ(
      read(every(plain().parts(), [](ZipPart& part) { part.bytes = utf16(replaced(part.bytes, "UTF-8", "UTF-16")); })),
      expected);
}

TEST(XlsxPackage, another_document_is_refused_by_name) {
  const auto parts = with(plain().parts(), "xl/workbook.xml", "workbook", "presentation");
  EXPECT_NE(read(parts).find("presentation"), std::string::npos);
  EXPECT_NE(read({{"word/document.xml", "<w:document/>"}}).find("no workbook"), std::string::npos);
}

TEST(XlsxPackage, a_workbook_without_sheets_has_none) {
  auto reader = open_bytes(OoxmlBuilder().bytes());
  ASSERT_TRUE(reader.ok());
  EXPECT_TRUE((*reader)->sheets().empty());
}

}  // namespace
}  // namespace lunokhod::sheets
