// The references of formulas are reached through the door: a sheet with one row of data at row 5 grows by four rows.
#include <gtest/gtest.h>

#include "frames.hpp"
#include "lunokhod/sheets/fill_template.hpp"
#include "ooxml_builder.hpp"
#include "temporary_folder.hpp"
#include "zip_file.hpp"

namespace lunokhod::sheets {
namespace {

using namespace lunokhod::testing;

// What a formula below the data (in A9, which moves to A13) becomes.
std::string after_growth(const std::string& formula) {
  TemporaryFolder folder;
  OoxmlBuilder builder;
  builder.sheet("Data", "<row r=\"5\"><c r=\"A5\"><v>1</v></c></row><row r=\"9\"><c r=\"A9\"><f>" + formula +
                            "</f><v>1</v></c></row>");
  auto book = FilledTemplate::open(folder.write("t.xlsx", builder.bytes()));
  if (!book) return book.error().text();
  const auto filled =
      book->fill("Data!A5", frame_of(word_column("n", Dtype::integer, {1, 2, 3, 4, 5})), {.grow = true});
  if (!filled) return filled.error().text();
  if (const auto saved = book->save(folder.path("out.xlsx")); !saved) return saved.error().text();
  const std::string xml = ZipFile::read(folder.path("out.xlsx")).parts.at("xl/worksheets/sheet1.xml");
  const std::size_t begin = xml.find("<c r=\"A13\"><f>");
  if (begin == std::string::npos) return xml;
  return xml.substr(begin + 14, xml.find("</f>", begin) - begin - 14);
}

TEST(FilledReferences, ranges_that_end_with_the_data_grow_and_what_lies_below_moves) {
  EXPECT_EQ(after_growth("SUM(A5:A5)"), "SUM(A5:A9)");
  EXPECT_EQ(after_growth("SUM($B$2:$C$5)+A5+A6"), "SUM($B$2:$C$9)+A5+A10");
  EXPECT_EQ(after_growth("SUM(A1:A4,A7:A8,A4:A7)"), "SUM(A1:A4,A11:A12,A4:A11)");
  EXPECT_EQ(after_growth("SUM(5:5)+SUM(A:B)+SUM($6:$7)"), "SUM(5:9)+SUM(A:B)+SUM($10:$11)");
}

TEST(FilledReferences, sheets_by_name_are_told_apart) {
  EXPECT_EQ(after_growth("Data!A6+'Data'!A6+DATA!A6"), "Data!A10+'Data'!A10+DATA!A10");
  EXPECT_EQ(after_growth("Other!A6+'It''s'!A6+[1]Data!A6+'[2]Data'!A6"), "Other!A6+'It''s'!A6+[1]Data!A6+'[2]Data'!A6");
}

TEST(FilledReferences, texts_functions_names_and_structures_are_left_alone) {
  EXPECT_EQ(after_growth("LOG10(A6)&amp;\"A6 \"\"A6\"\"\"&amp;Table1[[#All],[A6]]&amp;name_A6&amp;A6.x"),
            "LOG10(A10)&amp;&quot;A6 &quot;&quot;A6&quot;&quot;&quot;&amp;Table1[[#All],[A6]]&amp;name_A6&amp;A6.x");
  EXPECT_EQ(after_growth("1.5E6+A6*1E10"), "1.5E6+A10*1E10");
}

}  // namespace
}  // namespace lunokhod::sheets
