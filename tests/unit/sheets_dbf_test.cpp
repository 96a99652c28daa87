// dBase tables, whatever they are called.
#include <gtest/gtest.h>

#include "biff_builder.hpp"
#include "opened_sheet.hpp"

namespace lunokhod::sheets {
namespace {

using lunokhod::testing::Bytes;
using lunokhod::testing::OpenedSheet;

struct FieldSpec {
  std::string name;
  char type;
  unsigned size;
};

std::string field(std::string text, std::size_t size) {
  text.resize(size, ' ');
  return text;
}

std::string dbf(const std::vector<FieldSpec>& fields, const std::vector<std::string>& records, unsigned driver = 0xC9,
                unsigned claimed = 0) {
  std::string header;
  unsigned size = 1;
  for (const auto& field : fields) {
    std::string name = field.name;
    name.resize(11, '\0');
    header += Bytes().raw(name).raw({&field.type, 1}).u32(0).u8(field.size).raw(std::string(15, '\0')).str();
    size += field.size;
  }
  std::string out = Bytes()
                        .u8(3)
                        .u8(125)
                        .u8(1)
                        .u8(2)
                        .u32(claimed ? claimed : records.size())
                        .u16(static_cast<unsigned>(33 + header.size()))
                        .u16(size)
                        .raw(std::string(17, '\0'))
                        .u8(driver)
                        .u16(0)
                        .raw(header)
                        .raw("\r")
                        .str();
  for (const auto& record : records) out += record;
  return out + "\x1A";
}

TEST(DbfReader, a_table_gives_its_fields_as_the_first_row) {
  OpenedSheet book(dbf({{"NAME", 'C', 6}, {"SUM", 'N', 8}, {"DAY", 'D', 8}, {"OK", 'L', 1}},
                       {" " + field("\xCF\xEB\xE0\xED", 6) + "   12.50" + "20251231" + "T",
                        "*" + field("gone", 6) + "    1.00" + "20251231" + "F",
                        " " + field("007", 6) + field("", 8) + field("", 8) + "?"}));
  ASSERT_TRUE(book.reader) << book.error->text();
  EXPECT_EQ(book.at("A1"), "text:NAME");
  EXPECT_EQ(book.at("D1"), "text:OK");
  EXPECT_EQ(book.at("A2"), "text:План");
  EXPECT_EQ(book.at("B2"), "number:12.5");
  EXPECT_EQ(book.at("C2"), "date:46022");
  EXPECT_EQ(book.at("D2"), "boolean:1");
  EXPECT_EQ(book.at("A3"), "text:007");
}

TEST(DbfReader, without_a_language_the_words_tell_the_code_page) {
  const std::string words = "\x8E\xE2\xE7\xA5\xE2 \xAF\xAE \xAF\xE0\xAE\xA4\xA0\xA6\xA0\xAC \xA7\xA0 \xA3\xAE\xA4";
  OpenedSheet book(dbf({{"NAME", 'C', 40}}, {" " + field(words, 40)}, 0));
  EXPECT_EQ(book.at("A2"), "text:Отчет по продажам за год");
}

TEST(DbfReader, a_table_that_claims_more_than_it_has_is_read_to_its_end) {
  OpenedSheet book(
      dbf({{"NAME", 'C', 31}, {"SUM", 'N', 8}}, {" " + std::string(31, 'a') + "      12"}, 0xC9, 4'000'000'000u));
  ASSERT_TRUE(book.reader);
  EXPECT_EQ(book.at("B2"), "number:12");
  EXPECT_FALSE(book.reader->warnings().empty());
}

}  // namespace
}  // namespace lunokhod::sheets
