#include <gtest/gtest.h>

#include "lunokhod/base/encoding.hpp"

using namespace lunokhod;

namespace {
constexpr std::string_view russian =
    "Клиент;Количество;Дата\r\nООО «Ромашка»;12,5;31.12.2025\r\nАптека №7 на Ленина;3;01.01.2026\r\n";
}

TEST(DetectEncoding, russian_text_is_known_in_every_usual_form) {
  for (Encoding encoding : {Encoding::utf8, Encoding::utf8_bom, Encoding::cp1251}) {
    const auto bytes = from_utf8(russian, encoding);
    ASSERT_TRUE(bytes.ok());
    EXPECT_EQ(detect_encoding(*bytes), encoding);
    EXPECT_EQ(to_utf8(*bytes, encoding), russian);
  }
}
TEST(DetectEncoding, utf16_is_known_with_and_without_a_mark) {
  const auto bytes = from_utf8("Код;Имя\r\n1;2;3;4;5\r\n", Encoding::utf16le);
  ASSERT_TRUE(bytes.ok());
  EXPECT_EQ(detect_encoding(*bytes), Encoding::utf16le);
  EXPECT_EQ(detect_encoding("\xFF\xFE" + *bytes), Encoding::utf16le);
  EXPECT_EQ(to_utf8("\xFF\xFE" + *bytes, Encoding::utf16le), "Код;Имя\r\n1;2;3;4;5\r\n");
}
TEST(DetectEncoding, a_sample_cut_inside_a_character_is_still_utf8) {
  EXPECT_EQ(detect_encoding(russian.substr(0, 21)), Encoding::utf8);
  EXPECT_EQ(detect_encoding(russian.substr(0, 20)), Encoding::utf8);
}
TEST(ToUtf8, undecodable_bytes_become_the_replacement_character) {
  EXPECT_EQ(to_utf8("a\x98z", Encoding::cp1251), "a\uFFFDz");
}
TEST(FromUtf8, a_character_without_a_place_is_an_error_not_a_question_mark) {
  const auto bytes = from_utf8("日本", Encoding::cp1251);
  ASSERT_FALSE(bytes.ok());
  EXPECT_EQ(bytes.error().code, Code::data_rejected);
}
TEST(EncodingFromName, analysts_names_work) {
  for (const char* name : {"cp1251", "windows-1251", "WINDOWS-1251"})
    EXPECT_EQ(*encoding_from_name(name), Encoding::cp1251) << name;
  EXPECT_FALSE(encoding_from_name("cp9999").ok());
}
