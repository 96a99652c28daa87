// Compiled formulas of xls and xlsb as the text that Excel shows.
#include <gtest/gtest.h>

#include "biff_builder.hpp"
#include "opened_sheet.hpp"
#include "zip_builder.hpp"

namespace lunokhod::sheets {
namespace {

using namespace lunokhod::testing;  // NOLINT: builders

constexpr unsigned relative = 0xC000;  // both flags, beside a column of BIFF8

std::string cell_token(unsigned row, unsigned column, unsigned flags = relative) {
  return Bytes().u8(0x24).u16(row).u16(column | flags).str();
}
std::string integer(unsigned value) {
  return Bytes().u8(0x1E).u16(value).str();
}
std::string call(unsigned arguments, unsigned function) {
  return Bytes().u8(0x42).u8(arguments).u16(function).str();
}
std::string text_token(std::string_view latin1) {
  return Bytes().u8(0x17).u8(static_cast<unsigned>(latin1.size())).u8(0).raw(latin1).str();
}

std::string formula_record(unsigned row, unsigned column, std::string_view tokens, std::string_view extra = "") {
  return biff_record(0x06, Bytes()
                               .u16(row)
                               .u16(column)
                               .u16(0)
                               .f64(7)
                               .u16(0)
                               .u32(0)
                               .u16(static_cast<unsigned>(tokens.size()))
                               .raw(tokens)
                               .raw(extra)
                               .str());
}

OpenedSheet formulas_of(const std::vector<BiffSheet>& sheets, std::string_view global_records = "") {
  std::string stream = biff8_stream(sheets, global_records);
  return OpenedSheet(stream, "", 0, {.formulas = true});
}
// One formula, in C3.
std::string told(std::string_view tokens, std::string_view extra = "", std::string_view global_records = "") {
  return formulas_of({{"Plan", formula_record(2, 2, tokens, extra)}, {"Fact 2", ""}}, global_records).at("C3");
}

TEST(Formulas, operators_and_parentheses_stand_as_somebody_typed_them) {
  const std::string sum = integer(1) + integer(2) + "\x03" + "\x15" + integer(3) + "\x05";
  EXPECT_EQ(told(sum), "text:=(1+2)*3");
  EXPECT_EQ(told(integer(2) + "\x13" + integer(3) + "\x07" + "\x14"), "text:=-2^3%") << "a percent after all of it";
  EXPECT_EQ(told(text_token("a\"b") + integer(1) + "\x08" + text_token("x") + "\x0E"), "text:=\"a\"\"b\"&1<>\"x\"");
  EXPECT_EQ(told(Bytes().u8(0x1F).f64(0.1).u8(0x1D).u8(1).u8(0x0B).u8(0x1C).u8(0x2A).u8(0x0C).str()),
            "text:=0.1=TRUE>=#N/A");
}

TEST(Formulas, references_are_relative_or_fixed) {
  EXPECT_EQ(told(cell_token(0, 0) + cell_token(9, 27, 0) + "\x03" + cell_token(9, 27, 0x4000) + "\x03"),
            "text:=A1+$AB$10+AB$10");
  const auto area = [](unsigned first_row, unsigned last_row, unsigned first, unsigned last) {
    return Bytes().u8(0x25).u16(first_row).u16(last_row).u16(first).u16(last).str();
  };
  EXPECT_EQ(told(area(0, 4, 0 | relative, 1) + "\x19\x10" + std::string(2, '\0')), "text:=SUM(A1:$B$5)");
  EXPECT_EQ(told(area(0, 0xFFFF, relative, 2 | relative)), "text:=A:C");
  EXPECT_EQ(told(area(1, 3, 0, 0xFF)), "text:=$2:$4");
  EXPECT_EQ(told(Bytes().u8(0x2A).u32(0).str()), "text:=#REF!");
}

TEST(Formulas, functions_take_their_arguments_fixed_or_counted) {
  const std::string round = Bytes().u8(0x41).u16(27).str();
  EXPECT_EQ(told(cell_token(0, 0) + integer(2) + round), "text:=ROUND(A1,2)");
  EXPECT_EQ(told(Bytes().u8(0x41).u16(221).str()), "text:=TODAY()");
  const std::string jump = Bytes().u8(0x19).u8(2).u16(7).str(), skip = Bytes().u8(0x19).u8(8).u16(3).str();
  EXPECT_EQ(told(cell_token(0, 0) + jump + integer(1) + skip + "\x16" + skip + call(3, 1)), "text:=IF(A1,1,)");
  const std::string choose = Bytes().u8(0x19).u8(4).u16(2).u16(6).u16(9).u16(12).str();
  EXPECT_EQ(told(integer(1) + choose + integer(5) + integer(6) + call(3, 100)), "text:=CHOOSE(1,5,6)");
}

TEST(Formulas, other_sheets_and_names_are_called_by_name) {
  const auto name = [](unsigned flags, std::string_view text) {
    return biff_record(0x18, Bytes()
                                 .u16(flags)
                                 .u8(0)
                                 .u8(static_cast<unsigned>(text.size()))
                                 .u16(0)
                                 .u16(0)
                                 .u16(0)
                                 .u32(0)
                                 .u8(0)
                                 .raw(text)
                                 .str());
  };
  constexpr unsigned deleted = 0xFFFF, none = 0xFFFE;
  const auto link = [](unsigned book, unsigned first, unsigned last) {
    return Bytes().u16(book).u16(first).u16(last).str();
  };
  const std::string links =
      biff_record(0x01AE, Bytes().u16(2).u16(0x0401).str()) +
      biff_record(0x01AE, Bytes().u16(1).u16(10).u8(0).raw("\1\3Prices.x").raw(biff_string("Sheet1")).str()) +
      biff_record(0x23, Bytes().u16(0).u32(0).u8(4).u8(0).raw("Rate").str()) +
      biff_record(0x01AE, Bytes().u16(1).u16(0x3A01).str()) +
      biff_record(0x23, Bytes().u16(0).u32(0).u8(5).u8(0).raw("EDATE").str()) +
      biff_record(0x01AE, Bytes().u16(0).u16(7).u8(0).raw("MTX\3DAT").str()) +
      biff_record(0x23, Bytes().u16(0).u32(0).u8(1).u8(0).raw("x").str()) +
      biff_record(0x17, Bytes().u16(7).str() + link(0, 1, 1) + link(0, 0, 1) + link(0, deleted, deleted) +
                            link(1, 0, 0) + link(1, none, none) + link(2, none, none) + link(3, none, none)) +
      name(0, "Margin") + name(0x20, "\x06") + name(0, "_xlfn.IFERROR");
  const auto other = [](unsigned number) { return Bytes().u8(0x3A).u16(number).u16(1).u16(1 | relative).str(); };
  EXPECT_EQ(told(other(0), "", links), "text:='Fact 2'!B2");
  EXPECT_EQ(told(other(1), "", links), "text:='Plan:Fact 2'!B2");
  EXPECT_EQ(told(other(2), "", links), "text:=#REF!B2");
  EXPECT_EQ(told(other(3), "", links), "text:=[Prices.x]Sheet1!B2");
  EXPECT_EQ(told(Bytes().u8(0x23).u32(1).str() + Bytes().u8(0x43).u32(2).str() + "\x03", "", links),
            "text:=Margin+Print_Area");
  EXPECT_EQ(told(Bytes().u8(0x39).u16(4).u32(1).str(), "", links), "text:=Prices.x!Rate");
  EXPECT_EQ(told(Bytes().u8(0x39).u16(6).u32(1).str(), "", links), "number:7") << "a DDE server";
  const std::string edate = Bytes().u8(0x39).u16(5).u32(1).str();
  EXPECT_EQ(told(edate + cell_token(0, 0) + integer(1) + call(3, 255), "", links), "text:=EDATE(A1,1)");
  const std::string iferror = Bytes().u8(0x23).u32(3).str();
  EXPECT_EQ(told(iferror + cell_token(0, 0) + integer(1) + call(3, 255), "", links), "text:=IFERROR(A1,1)");
}

TEST(Formulas, arrays_of_constants_come_from_behind_the_tokens) {
  const std::string array = Bytes().u8(0x60).raw(std::string(7, '\0')).str();
  const std::string extra =
      Bytes().u8(1).u16(1).u8(1).f64(1.5).u8(2).u16(1).u8(0).raw("x").u8(4).u64(1).u8(16).u64(7).str();
  EXPECT_EQ(told(array + "\x19\x10" + std::string(2, '\0'), extra), "text:=SUM({1.5,\"x\";TRUE,#DIV/0!})");
}

TEST(Formulas, cells_that_share_a_formula_each_have_their_own) {
  const std::string shared = Bytes().u8(1).u16(1).u16(2).str();
  const std::string near = Bytes().u8(0x2C).u16(0xFFFF).u16(0xFF | relative).u8(0x1E).u16(2).u8(5).str();
  const std::string records =
      formula_record(1, 2, shared) +
      biff_record(
          0x04BC,
          Bytes().u16(1).u16(3).u8(2).u8(2).u8(0).u8(3).u16(static_cast<unsigned>(near.size())).raw(near).str()) +
      formula_record(2, 2, shared) + formula_record(3, 2, shared);
  const OpenedSheet book = formulas_of({{"S", records}});
  EXPECT_EQ(book.at("C2"), "text:=B1*2");
  EXPECT_EQ(book.at("C3"), "text:=B2*2");
  EXPECT_EQ(book.at("C4"), "text:=B3*2");
}

TEST(Formulas, what_is_not_known_leaves_the_value_and_a_warning) {
  for (const std::string& tokens :
       {std::string("\x18\x01\x00\x00\x00\x00", 6), std::string("\x03"), cell_token(0, 0).substr(0, 3),
        integer(1) + integer(2), call(1, 999), Bytes().u8(1).u16(5).u16(5).str()}) {
    const OpenedSheet book = formulas_of({{"Plan", formula_record(2, 2, tokens)}});
    EXPECT_EQ(book.at("C3"), "number:7");
    ASSERT_EQ(book.reader->warnings().size(), 1u);
    EXPECT_NE(book.reader->warnings()[0].find("the first in C3"), std::string::npos);
  }
}

TEST(Formulas, without_being_asked_for_they_are_values) {
  EXPECT_EQ(OpenedSheet(biff8_stream({{"S", formula_record(2, 2, integer(1))}})).at("C3"), "number:7");
}

}  // namespace
}  // namespace lunokhod::sheets
