#include <gtest/gtest.h>

#include "crumb_source.hpp"
#include "xml/references.hpp"
#include "xml/tokenizer.hpp"

namespace lunokhod::sheets::xml {
namespace {

using lunokhod::testing::CrumbSource;

// <a x='1'>text</a> as "<a x=1>text</a>", adjoining texts joined.
std::string tokens(const std::string& xml, std::size_t step) {
  auto window = Window::open(std::make_unique<CrumbSource>(xml, step));
  if (!window) return "error: " + window.error().text();
  Tokenizer tokenizer(*window);
  std::string out;
  while (true) {
    switch (tokenizer.next()) {
      case Token::start:
        out += "<";
        if (!tokenizer.prefix().empty()) out += std::string(tokenizer.prefix()) + "|";
        out += tokenizer.name();
        for (const Attribute& attribute : std::vector<Attribute>(tokenizer.attributes())) {
          out += " " + std::string(attribute.name) + "=" + std::string(tokenizer.attribute(attribute.name));
        }
        out += ">";
        break;
      case Token::end:
        out += "</" + std::string(tokenizer.name()) + ">";
        break;
      case Token::text:
        out += tokenizer.text();
        break;
      case Token::finished:
        return out + (tokenizer.balanced() ? "" : "!") + (tokenizer.error() ? "error" : "");
    }
  }
}

void expect_tokens(const std::string& xml, const std::string& expected) {
  for (const std::size_t step : {1, 2, 3, 5, 7, 16, 100'000})
    EXPECT_EQ(tokens(xml, step), expected) << "in steps of " << step;
}

std::string utf16(std::u16string_view text, bool big_endian, bool mark) {
  std::string out;
  const auto put = [&](char16_t unit) {
    const char high = static_cast<char>(unit >> 8), low = static_cast<char>(unit & 0xFF);
    out += big_endian ? high : low;
    out += big_endian ? low : high;
  };
  if (mark) put(0xFEFF);
  for (const char16_t unit : text) put(unit);
  return out;
}

TEST(Xml, elements_attributes_and_text_are_told_apart) {
  expect_tokens("<a x=\"1\" y='2'>t<b/>u</a>", "<a x=1 y=2>t<b></b>u</a>");
  expect_tokens("<a\n  x = \"1\"\t/ >", "<a x=1>!");
  expect_tokens("<a  x=\"1\"\n/>", "<a x=1></a>");
}

TEST(Xml, prefixes_are_split_off) {
  expect_tokens("<x:row r:id='7'></x:row >", "<x|row id=7></row>");
}

TEST(Xml, a_mark_a_declaration_and_white_space_come_before_nothing) {
  expect_tokens("\xEF\xBB\xBF<?xml version='1.0' encoding='UTF-8'?>\n<a/>", "\n<a></a>");
  expect_tokens("<a/>", "<a></a>");
}

TEST(Xml, comments_instructions_and_cdata_may_stand_anywhere) {
  expect_tokens("<a>1<!-- <b> -- > -->2<?pi <c> ?>3<![CDATA[<&amp;]]]>4]]>5</a>", "<a>123<&amp;]4]]>5</a>");
  expect_tokens("<a><![CDATA[]]></a>", "<a></a>");
}

TEST(Xml, a_doctype_defines_nothing) {
  expect_tokens("<!DOCTYPE a [<!ENTITY e \"]>boom\"> <!ELEMENT a ANY>]><a>&e;</a>", "<a>&e;</a>");
  expect_tokens("<!DOCTYPE a SYSTEM \"x>y\"><a/>", "<a></a>");
}

TEST(Xml, entities_and_references_are_resolved_and_odd_ones_stay) {
  expect_tokens("<a x='&lt;&#65;'>&amp;&lt;&gt;&quot;&apos;&#1071;&#x42F; &foo; & &#x110000;&#0;</a>",
                "<a x=<A>&<>\"'ЯЯ &foo; & \xEF\xBF\xBD\xEF\xBF\xBD</a>");
}

TEST(Xml, line_ends_become_one_kind) {
  expect_tokens("<a>1\r\n2\r3&#13;4</a>", "<a>1\n2\n3\r4</a>");
}

TEST(Xml, an_angle_in_an_attribute_does_not_end_the_tag) {
  expect_tokens("<a x='1>2' y=\">\">t</a>", "<a x=1>2 y=>>t</a>");
}

TEST(Xml, the_first_of_duplicate_attributes_counts) {
  auto window = Window::open(std::make_unique<CrumbSource>("<a r='1' r='2' xmlns:r='ns'/>", 100));
  Tokenizer tokenizer(*window);
  ASSERT_EQ(tokenizer.next(), Token::start);
  EXPECT_EQ(tokenizer.attribute("r"), "1");
  bool found = true;
  EXPECT_EQ(tokenizer.attribute("none", &found), "");
  EXPECT_FALSE(found);
}

TEST(Xml, a_text_cut_off_is_noticed) {
  expect_tokens("<a><b>text", "<a><b>text!");
  expect_tokens("<a><b x=", "<a>!");
  expect_tokens("<a><!-- never closed", "<a>!");
  expect_tokens("<a><![CDATA[x]]", "<a>x!");
}

TEST(Xml, utf16_is_read_with_and_without_a_mark) {
  for (const bool big_endian : {false, true}) {
    for (const bool mark : {false, true}) {
      for (const std::size_t step : {5, 7, 1000}) {
        EXPECT_EQ(tokens(utf16(u"<a>Луна \U0001F319</a>", big_endian, mark), step), "<a>Луна \U0001F319</a>");
      }
    }
  }
}

TEST(Xml, a_declared_legacy_encoding_is_read) {
  const std::string xml = "<?xml version=\"1.0\" encoding=\"windows-1251\"?><a>\xCB\xF3\xED\xE0</a>";
  EXPECT_EQ(tokens(xml, 1000), "<a>Луна</a>");
}

TEST(Xml, one_branch_of_an_alternate_content_is_seen) {
  const std::string known =
      "<r><mc:AlternateContent><mc:Choice "
      "Requires='x14'><c/></mc:Choice><mc:Fallback><f/></mc:Fallback></mc:AlternateContent><t/></r>";
  expect_tokens(known, "<r><c></c><t></t></r>");
  const std::string unknown =
      "<r><mc:AlternateContent><mc:Choice "
      "Requires='wow'><c><d/></c></mc:Choice><mc:Fallback><f/></mc:Fallback></mc:AlternateContent><t/></r>";
  expect_tokens(unknown, "<r><f></f><t></t></r>");
  expect_tokens("<r><mc:AlternateContent/><t/></r>", "<r><t></t></r>");
}

TEST(Xml, tags_that_do_not_nest_end_the_reading_with_an_error) {
  expect_tokens("<a><b></a></b>", "<a><b>!error");
  expect_tokens("<a></a></b>", "<a></a>error");
  expect_tokens("<x:a></a>", "<x|a>!error");
  expect_tokens("<a></a ><b/>", "<a></a><b></b>");
}

TEST(Xml, a_tower_of_elements_is_a_limit) {
  std::string tower;
  for (int i = 0; i < 300'000; ++i) tower += "<aaaa>";
  auto window = Window::open(std::make_unique<CrumbSource>(tower, 100'000));
  Tokenizer tokenizer(*window);
  while (tokenizer.next() != Token::finished) {
  }
  ASSERT_TRUE(tokenizer.error());
  EXPECT_EQ(tokenizer.error()->code, Code::limit);
}

TEST(Xml, a_tag_without_an_end_is_a_limit_not_a_bill) {
  auto window = Window::open(std::make_unique<CrumbSource>("<a " + std::string(std::size_t{18} << 20, 'x'), 1 << 20));
  Tokenizer tokenizer(*window);
  EXPECT_EQ(tokenizer.next(), Token::finished);
  ASSERT_TRUE(tokenizer.error());
  EXPECT_EQ(tokenizer.error()->code, Code::limit);
}

TEST(XmlReferences, escapes_of_excel_are_turned_back_once) {
  EXPECT_TRUE(has_escapes("a_x000D_b"));
  EXPECT_FALSE(has_escapes("a_x00D_b_xyz"));
  EXPECT_EQ(without_escapes("a_x000D_b_x000A_"), "a\rb\n");
  EXPECT_EQ(without_escapes("_x005F_x000D_"), "_x000D_");
  EXPECT_EQ(without_escapes("_xD83C__xDF19_"), "\U0001F319");
  EXPECT_EQ(without_escapes("_xD83C_"), "\xEF\xBF\xBD");
}

}  // namespace
}  // namespace lunokhod::sheets::xml
