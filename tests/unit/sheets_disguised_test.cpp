// Files whose name says one format and whose content is another: through the door, from the disk.
#include <gtest/gtest.h>

#include "biff_builder.hpp"
#include "cell_text.hpp"
#include "lunokhod/base/encoding.hpp"
#include "lunokhod/sheets/workbook.hpp"
#include "ole_builder.hpp"
#include "ooxml_builder.hpp"
#include "temporary_folder.hpp"

namespace lunokhod::sheets {
namespace {

using namespace lunokhod::testing;  // NOLINT: builders

class Disguised : public ::testing::Test {
 protected:
  // "xlsx: A1='товар' B1=7" of a file of that name and content.
  std::string read(std::string_view name, std::string_view content) {
    auto reader = open(folder.write(name, content));
    if (!reader) return "error: " + reader.error().text();
    return std::string(format_name((*reader)->format())) + ": " + cell_text(**reader);
  }
  TemporaryFolder folder;
};

const std::string xlsx = OoxmlBuilder()
                             .sheet("S",
                                    "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>товар</t></is></c><c "
                                    "r=\"B1\"><v>7</v></c></row>")
                             .bytes();

std::string biff(unsigned rows = 1) {
  std::string records = biff_record(0x0204, Bytes().u16(0).u16(0).u16(0).raw(biff_wide_string(u"товар")).str());
  for (unsigned row = 0; row < rows; ++row) records += biff_record(0x0203, Bytes().u16(row).u16(1).u16(0).f64(7).str());
  std::string stream = biff8_stream({{"S", records}});
  stream.resize(std::max<std::size_t>(stream.size(), 4096), '\0');
  return stream;
}

const std::string flat_ods =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document " + std::string(6000, ' ') +
    "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
    "office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\"><office:body><office:spreadsheet>"
    "<table:table table:name=\"S\"><table:table-row><table:table-cell office:value-type=\"string\">"
    "<text:p>товар</text:p></table:table-cell><table:table-cell office:value-type=\"float\" office:value=\"7\"/>"
    "</table:table-row></table:table></office:spreadsheet></office:body></office:document>";

TEST_F(Disguised, a_zip_called_xls_is_the_workbook_it_holds) {
  EXPECT_EQ(read("Отчёт.xls", xlsx), "xlsx: A1='товар' B1=7");
  EXPECT_EQ(read("report.csv", xlsx), "xlsx: A1='товар' B1=7");
  EXPECT_EQ(read("without extension", xlsx), "xlsx: A1='товар' B1=7");
}

TEST_F(Disguised, an_old_workbook_called_xlsx_is_read_in_its_container_and_without) {
  EXPECT_EQ(read("report.xlsx", make_ole({{"Workbook", biff()}})), "xls: A1='товар' B1=7");
  EXPECT_EQ(read("report.xlsx", biff()), "xls: A1='товар' B1=7");
}

TEST_F(Disguised, a_flat_open_document_is_known_behind_its_namespaces) {
  EXPECT_EQ(read("report.fods", flat_ods), "ods: A1='товар' B1=7");
  EXPECT_EQ(read("report.xls", flat_ods), "ods: A1='товар' B1=7");
  EXPECT_EQ(read("report.xlsx", "\xEF\xBB\xBF" + flat_ods), "ods: A1='товар' B1=7");
}

TEST_F(Disguised, a_web_page_and_a_mail_message_called_xls_are_tables) {
  const std::string page = "<html><meta charset=utf-8><table><tr><td>товар<td>7</table>";
  EXPECT_EQ(read("report.xls", page), "html: A1='товар' B1=7");
  EXPECT_EQ(read("report.xls", "MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page),
            "html: A1='товар' B1=7");
}

TEST_F(Disguised, xml_of_excel_2003_called_xls_is_read) {
  EXPECT_EQ(read("report.xls",
                 "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" "
                 "xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet ss:Name=\"S\"><Table><Row><Cell>"
                 "<Data ss:Type=\"String\">товар</Data></Cell><Cell><Data ss:Type=\"Number\">7</Data></Cell></Row>"
                 "</Table></Worksheet></Workbook>"),
            "spreadsheetml: A1='товар' B1=7");
}

TEST_F(Disguised, text_with_tabs_called_xls_is_a_csv_in_any_encoding) {
  const std::string table = "товар\tцена\nчай\t7\n";
  const std::string expected = "csv: A1='товар' B1='цена' A2='чай' B2='7'";
  EXPECT_EQ(read("report.xls", table), expected);
  EXPECT_EQ(read("report.xls", "\xFF\xFE" + from_utf8(table, Encoding::utf16le).value()), expected);
  EXPECT_EQ(read("report.xlsx", from_utf8(table, Encoding::cp1251).value()), expected);
}

TEST_F(Disguised, a_document_of_another_kind_is_refused_whatever_its_name) {
  EXPECT_NE(read("report.xlsx", "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n" + std::string(200, '\1')).find("save it as xlsx"),
            std::string::npos);
  EXPECT_NE(read("report.xlsx", make_zip({{"readme.txt", "no workbook"}})).find("holds no workbook"),
            std::string::npos);
  EXPECT_NE(read("report.xls", make_ole({{"WordDocument", std::string(5000, 'x')}})).find("without a workbook"),
            std::string::npos);
}

}  // namespace
}  // namespace lunokhod::sheets
