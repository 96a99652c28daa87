// BIFF2 to BIFF5: raw streams without a container, code pages, formats by order.
#include <gtest/gtest.h>

#include "biff_builder.hpp"
#include "ole_builder.hpp"
#include "opened_sheet.hpp"

namespace lunokhod::sheets {
namespace {

using namespace lunokhod::testing;  // NOLINT: builders

std::string cell_2(unsigned row, unsigned column, unsigned format = 0) {
  return Bytes().u16(row).u16(column).u8(0).u8(format).u8(0).str();
}

TEST(OldBiff, biff2_is_read_without_a_container) {
  const auto format = [](std::string_view code) {
    return biff_record(0x1E, Bytes().u8(static_cast<unsigned>(code.size())).raw(code).str());
  };
  OpenedSheet book(biff_record(0x09, Bytes().u16(2).u16(0x10).str()) + biff_record(0x42, Bytes().u16(1251).str()) +
                   format("General") + format("dd.mm.yyyy") +
                   biff_record(0x02, cell_2(0, 0) + Bytes().u16(65535).str()) +
                   biff_record(0x03, cell_2(0, 1, 1) + Bytes().f64(40000).str()) +
                   biff_record(0x04, cell_2(1, 0) + "\x04\xCF\xEB\xE0\xED") +
                   biff_record(0x05, cell_2(1, 1) + Bytes().u8(1).u8(0).str()) +
                   biff_record(0x05, cell_2(1, 2) + Bytes().u8(7).u8(1).str()) +
                   biff_record(0x06, cell_2(2, 0) + Bytes().u64(0xFFFF000000000000).u8(0).u8(0).str()) +
                   biff_record(0x07, Bytes().u8(2).raw("ok").str()) + biff_record(0x0A));
  EXPECT_EQ(book.at("A1"), "number:65535");
  EXPECT_EQ(book.at("B1"), "date:40000");
  EXPECT_EQ(book.at("A2"), "text:План");
  EXPECT_EQ(book.at("B2"), "boolean:1");
  EXPECT_EQ(book.at("C2"), "error:#DIV/0!");
  EXPECT_EQ(book.at("A3"), "text:ok");
}

TEST(OldBiff, biff3_and_biff4_have_their_own_formula_and_format_records) {
  for (const unsigned version : {3u, 4u}) {
    const auto bof = biff_record(version == 3 ? 0x0209 : 0x0409, Bytes().u16(0).u16(0x10).u16(0).str());
    const auto format = version == 3 ? biff_record(0x1E, Bytes().u8(4).raw("h:mm").str())
                                     : biff_record(0x041E, Bytes().u16(99).u8(4).raw("h:mm").str());
    const auto xf = biff_record(version == 3 ? 0x0243 : 0x0443, Bytes().u8(0).u8(0).u64(0).u16(0).str());
    const auto formula =
        biff_record(version == 3 ? 0x0206 : 0x0406, Bytes().u16(0).u16(0).u16(0).f64(0.5).u16(0).u16(0).str());
    OpenedSheet book(bof + format + xf + formula +
                     biff_record(0x0204, Bytes().u16(1).u16(0).u16(0).u16(2).raw("ab").str()) + biff_record(0x0A));
    EXPECT_EQ(book.at("A1"), "date:0.5") << version;
    EXPECT_EQ(book.at("A2"), "text:ab") << version;
  }
}

std::string biff5_stream(unsigned code_page, std::string_view name, std::string_view label) {
  const auto bof = [](unsigned kind) { return biff_record(0x0809, Bytes().u16(0x0500).u16(kind).u32(0).str()); };
  const std::string start = bof(5) + biff_record(0x42, Bytes().u16(code_page).str());
  const std::size_t offset = start.size() + 4 + 7 + name.size() + 4;
  return start + biff_record(0x85, Bytes().u32(offset).u16(0).u8(static_cast<unsigned>(name.size())).raw(name).str()) +
         biff_record(0x0A) + bof(0x10) +
         biff_record(0x0204, Bytes().u16(0).u16(0).u16(0).u16(static_cast<unsigned>(label.size())).raw(label).str()) +
         biff_record(0xD6, Bytes().u16(1).u16(0).u16(0).u16(3).raw("abc").u8(1).u16(0).str()) + biff_record(0x0A);
}

TEST(OldBiff, biff5_in_cp1251_is_read_in_a_container_and_raw) {
  std::string stream = biff5_stream(1251, "\xCB\xE8\xF1\xF2", "\xD1\xF3\xEC\xEC\xE0");
  stream.resize(5000, '\0');
  for (const auto& bytes : {stream, make_ole({{"Book", stream}}), make_ole({{"BOOK", stream}})}) {
    OpenedSheet book(bytes);
    ASSERT_TRUE(book.reader);
    EXPECT_EQ(book.reader->sheets()[0].name, "Лист");
    EXPECT_EQ(book.at("A1"), "text:Сумма");
    EXPECT_EQ(book.at("A2"), "text:abc");
  }
}

TEST(OldBiff, code_pages_of_several_bytes_and_of_the_mac_are_known) {
  EXPECT_EQ(OpenedSheet(biff5_stream(932, "S", "\x93\xFA\x96\x7B")).at("A1"), "text:日本");
  EXPECT_EQ(OpenedSheet(biff5_stream(0x8000, "S", "caf\x8E")).at("A1"), "text:café");
  EXPECT_EQ(OpenedSheet(biff5_stream(866, "S", "\x8F\xAB\xA0\xAD")).at("A1"), "text:План");
}

TEST(OldBiff, a_biff4_workspace_has_its_sheets_in_the_stream) {
  const auto bof = [](unsigned kind) { return biff_record(0x0409, Bytes().u16(0).u16(kind).u16(0).str()); };
  const auto sheet = [&](std::string_view name, double value) {
    const auto body =
        bof(0x10) + biff_record(0x0203, Bytes().u16(0).u16(0).u16(0).f64(value).str()) + biff_record(0x0A);
    return biff_record(0x8F, Bytes().u32(body.size()).u8(static_cast<unsigned>(name.size())).raw(name).str()) + body;
  };
  OpenedSheet first(bof(0x100) + sheet("One", 1) + sheet("Two", 2) + biff_record(0x0A), "", 1);
  ASSERT_TRUE(first.reader);
  ASSERT_EQ(first.reader->sheets().size(), 2u);
  EXPECT_EQ(first.reader->sheets()[1].name, "Two");
  EXPECT_EQ(first.at("A1"), "number:2");
}

}  // namespace
}  // namespace lunokhod::sheets
