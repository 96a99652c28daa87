// What calls itself .xls and is a web page.
#include <gtest/gtest.h>

#include "opened_sheet.hpp"

namespace lunokhod::sheets {
namespace {

using lunokhod::testing::OpenedSheet;

TEST(HtmlReader, a_table_is_read_with_spans_and_unclosed_tags) {
  OpenedSheet book(
      "<TABLE border=1><tr><td colspan=2>Name &amp; &laquo;co&raquo;<td>x</tr>"
      "<tr><td rowspan=2>a<td>b<br>c</tr><tr><td>&nbsp;<td>d</table>");
  EXPECT_EQ(book.at("A1"), "text:Name & «co»");
  EXPECT_EQ(book.at("C1"), "text:x");
  EXPECT_EQ(book.at("A2"), "text:a");
  EXPECT_EQ(book.at("B2"), "text:b\nc");
  EXPECT_EQ(book.at("B3"), "");
  EXPECT_EQ(book.at("C3"), "text:d");
  EXPECT_EQ(book.details.merged.size(), 2u);
}

TEST(HtmlReader, a_cell_is_a_number_only_where_nothing_is_lost) {
  OpenedSheet book(
      "<html><table><tr><td>12<td>12.5<td>007<td>1.10<td>12345678901234567890"
      "<td style='mso-number-format:\"\\@\"'>55<td x:num=\"0.5\">50%<td x:str>77"
      "<td sdval=\"3.25\" sdnum=\"1033;\">3,25<td x:bool=\"TRUE\">да<td x:err=\"#N/A\">#N/A</table>");
  EXPECT_EQ(book.at("A1"), "number:12");
  EXPECT_EQ(book.at("B1"), "number:12.5");
  EXPECT_EQ(book.at("C1"), "text:007");
  EXPECT_EQ(book.at("D1"), "text:1.10");
  EXPECT_EQ(book.at("E1"), "text:12345678901234567890");
  EXPECT_EQ(book.at("F1"), "text:55");
  EXPECT_EQ(book.at("G1"), "number:0.5");
  EXPECT_EQ(book.at("H1"), "text:77");
  EXPECT_EQ(book.at("I1"), "number:3.25");
  EXPECT_EQ(book.at("J1"), "boolean:1");
  EXPECT_EQ(book.at("K1"), "error:#N/A");
}

TEST(HtmlReader, tables_stand_one_under_the_other_with_the_text_between) {
  OpenedSheet book(
      "<html><head><title>no</title><style>td{}</style></head><body><h1>Report</h1><table><tr><td>a</table>"
      "<p>then<table><tr><td>outer<table><tr><td>inner</table></table></body>");
  EXPECT_EQ(book.at("A1"), "text:Report");
  EXPECT_EQ(book.at("A2"), "text:a");
  EXPECT_EQ(book.at("A3"), "text:then");
  EXPECT_EQ(book.at("A4"), "text:outer");
  EXPECT_EQ(book.at("A5"), "text:inner");
}

TEST(HtmlReader, the_encoding_is_what_the_page_says_unless_that_is_plainly_wrong) {
  const std::string cyrillic = "\xCE\xF2\xF7\xB8\xF2 \xEF\xEE \xEF\xF0\xEE\xE4\xE0\xE6\xE0\xEC";  // cp1251
  EXPECT_EQ(OpenedSheet("<html><meta charset=windows-1251><table><tr><td>" + cyrillic + "</table>").at("A1"),
            "text:Отчёт по продажам");
  EXPECT_EQ(OpenedSheet("<html><meta charset=utf-8><table><tr><td>" + cyrillic + "</table>").at("A1"),
            "text:Отчёт по продажам");
  EXPECT_EQ(OpenedSheet("\xEF\xBB\xBF<html><meta charset=windows-1251><table><tr><td>план</table>").at("A1"),
            "text:план");
}

TEST(HtmlReader, a_page_without_a_table_is_refused) {
  EXPECT_EQ(OpenedSheet("<html><body>Session expired</body></html>").code(), Code::data_rejected);
}

TEST(HtmlReader, a_mail_header_of_broken_bytes_is_read_by_its_bytes) {
  OpenedSheet book("MIME-Version: 1.0\r\nContent-Type: " + std::string(60, '\xF4') +
                   "text/html; CharSet=\"utf-8\"\r\n\r\n<table><tr><td>1</table>");
  EXPECT_EQ(book.reader == nullptr, book.error.has_value()) << "read or refused, never a fall";
}

TEST(HtmlReader, a_mail_message_holds_the_sheets_of_a_workbook) {
  const std::string message =
      "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"--=_b\"\r\n\r\n"
      "----=_b\r\nContent-Location: file:///C:/book.htm\r\nContent-Transfer-Encoding: quoted-printable\r\n"
      "Content-Type: text/html; charset=\"us-ascii\"\r\n\r\n"
      "<html><xml><x:ExcelWorksheet><x:Name>Plan</x:Name></x:ExcelWorksheet><x:Name>Fact</x:Name></xml></html>\r\n"
      "----=_b\r\nContent-Location: file:///C:/book_files/sheet001.htm\r\nContent-Transfer-Encoding: "
      "quoted-printable\r\n"
      "Content-Type: text/html; charset=\"utf-8\"\r\n\r\n<table><tr><td "
      "x:num=3D\"1.5\">1=2C5<td>=D0=BF=D0=\r\n=BB</table>\r\n"
      "----=_b\r\nContent-Transfer-Encoding: base64\r\nContent-Type: text/html\r\n\r\n"
      "PHRhYmxlPjx0cj48dGQ+dHdvPC90\r\nYWJsZT4=\r\n----=_b--\r\n";
  OpenedSheet book(message);
  ASSERT_TRUE(book.reader) << book.error->text();
  ASSERT_EQ(book.reader->sheets().size(), 2u);
  EXPECT_EQ(book.reader->sheets()[0].name, "Plan");
  EXPECT_EQ(book.reader->sheets()[1].name, "Fact");
  EXPECT_EQ(book.at("A1"), "number:1.5");
  EXPECT_EQ(book.at("B1"), "text:пл");
  book.read(1);
  EXPECT_EQ(book.at("A1"), "text:two");
}

TEST(HtmlReader, hostile_spans_cost_nothing) {
  OpenedSheet book("<table><tr><td colspan=999999999 rowspan=999999999>a<td>b</table>");
  EXPECT_EQ(book.at("A1"), "text:a");
  EXPECT_LE(book.count(), 2u);
}

}  // namespace
}  // namespace lunokhod::sheets
