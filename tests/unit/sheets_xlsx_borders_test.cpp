// The quick parser of cells against the complete one, with the borders of blocks in every place.
#include <gtest/gtest.h>

#include "cell_text.hpp"
#include "crumb_source.hpp"
#include "xlsx/sheet_parser.hpp"

namespace lunokhod::sheets::xlsx {
namespace {

using lunokhod::testing::CellText;
using lunokhod::testing::CrumbSource;

// A reader that is nothing but a pool, for CellText.
class PoolReader final : public Reader {
 public:
  Format format() const override { return Format::xlsx; }
  const std::vector<SheetInfo>& sheets() const override { return sheets_; }
  Result<SheetDetails> read(std::size_t, const ReadOptions&, CellSink&) override { return SheetDetails{}; }

 private:
  std::vector<SheetInfo> sheets_;
};

std::string parse(const std::string& xml, std::size_t step, bool quick) {
  PoolReader reader;
  TextStore texts(reader.pool(), 1 << 24);
  const std::vector<TextRef> strings = {texts.add("ноль"), texts.add(""), texts.add("two")};
  const std::vector<NumberKind> styles = {NumberKind::number, NumberKind::date};
  std::vector<std::string> warnings;
  auto window = xml::Window::open(std::make_unique<CrumbSource>(xml, step));
  CellText sink(reader);
  const SheetContext context{strings, styles, texts, warnings};
  auto details = SheetParser(*window, context, {}, sink, quick).run();
  if (!details) return sink.line() + " error: " + details.error().text();
  std::string line = sink.line() + " |";
  for (const std::uint32_t row : details->hidden_rows) line += " " + std::to_string(row);
  return line;
}

void expect_agreement(const std::string& rows, const std::string& expected) {
  const std::string xml = "<worksheet><sheetData>" + rows + "</sheetData></worksheet>";
  EXPECT_EQ(parse(xml, 1 << 20, false), expected);
  for (std::size_t step = 1; step <= 40; ++step) EXPECT_EQ(parse(xml, step, true), expected) << "in steps of " << step;
  EXPECT_EQ(parse(xml, 1 << 20, true), expected);
}

TEST(XlsxBorders, every_kind_of_plain_cell_survives_a_border_anywhere) {
  expect_agreement(
      "<row r=\"1\" spans=\"1:3\" hidden=\"1\"><c r=\"A1\"><v>-12.5</v></c><c r=\"B1\" t=\"s\"><v>0</v></c><c r=\"C1\" "
      "s=\"1\"><v>45000</v></c><c r=\"D1\" t=\"b\"><v>1</v></c></row>"
      "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>текст длиннее шестнадцати</t></is></c><c r=\"B2\" "
      "t=\"inlineStr\"><is><t xml:space=\"preserve\"> a </t></is></c>"
      "<c r=\"C2\" t=\"str\"><f>A1&amp;B1</f><v>s</v></c><c r=\"D2\" t=\"e\"><v>#N/A</v></c><c r=\"E2\" s=\"1\"/><c "
      "r=\"F2\"></c></row>"
      "<row r=\"10\"/><row r=\"12345\" hidden=\"0\"><c r=\"XFD12345\"><f t=\"shared\" ref=\"A1:B2\" "
      "si=\"0\"/><v>1E-3</v></c></row>",
      "A1=h:-12.5 B1=h:'ноль' C1=h:date:45000 D1=h:true A2='текст длиннее шестнадцати' B2=' a ' C2=f:'s' D2=#N/A "
      "XFD12345=f:0.001 | 0");
}

TEST(XlsxBorders, odd_cells_between_plain_ones_survive_a_border_anywhere) {
  expect_agreement(
      "<row><c><v>1</v></c><c r=\"E9\"><v>2</v></c><c><v>3</v></c></row>\n<row  r=\"20\">\n<c r=\"A20\" "
      "t=\"inlineStr\"><is><t>a &amp; b</t></is></c> <c r='B20'><v>4</v></c><!-- c -->"
      "<c r=\"C20\" t=\"s\"><v>1</v></c><c r=\"D20\" t=\"s\"><v>9</v></c><c r=\"E20\" "
      "t=\"str\"><v>_x0041__b_</v></c><c r=\"F20\" t=\"d\"><v>2025-12-31</v></c>"
      "<c r=\"G20\"><v>word</v></c><c r=\"H20\" r=\"I20\"><v>5</v></c><c r=\"J20\" t=\"str\"><f>x</f><v></v></c><c "
      "r=\"K20\"><f>1</f></c><c r=\"L20\" cm=\"1\"><v>6</v></c>"
      "<c r=\"M20\"><v>7</v><extLst/></c></row >",
      "A1=1 E9=2 F9=3 A20='a & b' B20=4 D20=#REF! E20='A_b_' F20=date:46022 G20='word' H20=5 J20=f? K20=f? L20=6 M20=7 "
      "|");
}

TEST(XlsxBorders, long_texts_and_numbers_survive_a_border_anywhere) {
  const std::string text(300, 'x');
  expect_agreement("<row r=\"1\"><c r=\"A1\" t=\"str\"><v>" + text +
                       "</v></c><c r=\"B1\"><v>0.1234567890123456789012345</v></c><c "
                       "r=\"C1\"><v>00000000000000000000000000001</v></c></row>",
                   "A1='" + text + "' B1=0.12345678901234568 C1=1 |");
}

TEST(XlsxBorders, damage_is_an_error_to_both_parsers) {
  for (const std::string rows :
       {"<row r=\"1\"><c r=\"A1\"><v>1</v></c><c><t x=\"y\"></is></c></row><row><c><v>1</v></c></row>",
        "<row><foo></row><row><c><v>1</v></c></row></foo></row>",
        "<x:row><c><v>1</v></c></row><row><c><v>1</v></c></row>"}) {
    const std::string xml = "<worksheet><sheetData>" + rows + "</sheetData></worksheet>";
    const std::string complete = parse(xml, 1 << 20, false);
    EXPECT_NE(complete.find("error"), std::string::npos) << complete;
    for (const std::size_t step : {3, 33, 10'000}) EXPECT_EQ(parse(xml, step, true), complete);
  }
}

TEST(XlsxBorders, an_attribute_without_a_value_hides_nothing) {
  expect_agreement("<row foo r=\"5\"><c r=\"A5\"><v>1</v></c></row>", "A5=1 |");
}

TEST(XlsxBorders, a_cut_is_noticed_wherever_it_is) {
  const std::string xml =
      "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><f>B1</f><v>text</v></c><c "
      "r=\"B1\"><v>12</v></c></row></sheetData>";
  const std::size_t data_end = xml.find("</sheetData>") + 11;
  for (std::size_t length = 23; length < data_end; ++length) {
    const std::string quick = parse(xml.substr(0, length), 1 << 20, true);
    EXPECT_NE(quick.find("cut off"), std::string::npos) << xml.substr(0, length) << " gave " << quick;
    EXPECT_EQ(quick, parse(xml.substr(0, length), 1 << 20, false)) << xml.substr(0, length);
  }
}

}  // namespace
}  // namespace lunokhod::sheets::xlsx
