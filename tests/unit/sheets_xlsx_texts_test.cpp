// Where texts are kept: once, valid, and no longer than wanted.
#include <gtest/gtest.h>

#include "lunokhod/base/text.hpp"
#include "xlsx/text_store.hpp"

namespace lunokhod::sheets::xlsx {
namespace {

struct Texts {
  std::shared_ptr<TextPool> pool = std::make_shared<TextPool>();
  TextStore store{pool, std::uint64_t{8} << 20};
  std::string kept(std::string_view text) { return std::string(pool->view(store.add(text))); }
};

TEST(XlsxTexts, a_text_that_repeats_in_a_column_is_kept_once) {
  Texts texts;
  const TextRef first = texts.store.add("Склад Тула", 3);
  EXPECT_EQ(texts.store.add("Склад Тула", 3), first);
  EXPECT_FALSE(texts.store.add("Склад Омск", 3) == first);
  EXPECT_EQ(texts.pool->view(texts.store.add("", 3)), "");
}

TEST(XlsxTexts, a_column_without_repeats_is_kept_right_too) {
  Texts texts;
  for (int i = 0; i < 5'000; ++i) {
    const std::string text = "товар " + std::to_string(i);
    ASSERT_EQ(texts.pool->view(texts.store.add(text, 0)), text);
  }
  EXPECT_EQ(texts.pool->view(texts.store.add("товар 1", 0)), "товар 1");
}

TEST(XlsxTexts, valid_text_stays_byte_for_byte_and_the_rest_is_repaired) {
  Texts texts;
  std::vector<std::string> samples = {"",
                                      "a",
                                      "Ж",
                                      "№",
                                      "🌙",
                                      "Ω≈ç√",
                                      "\xE0\xA4\x85",
                                      "\xED\x9F\xBF",
                                      "\xEF\xBF\xBD",
                                      "\xC2\x80",
                                      "\xC3",
                                      "\xC3(",
                                      "\x80",
                                      "\xE2\x84",
                                      "\xC0\xAF",
                                      "\xE0\x80\xAF",
                                      "\xED\xA0\x80",
                                      "\xF4\x90\x80\x80",
                                      "\xF0\x9F\x8C",
                                      "\xFF",
                                      "\xE2\x28\xA1",
                                      "\xD0\xD0"};
  for (const std::string& sample : samples) {
    for (std::size_t before = 0; before < 20; ++before) {
      for (const std::size_t after : {0, 1, 15, 17}) {
        const std::string text = std::string(before, 'x') + sample + std::string(after, 'y');
        EXPECT_EQ(texts.kept(text), text::is_utf8(text) ? text : text::repair_utf8(text))
            << before << " before, " << after << " after";
      }
    }
  }
}

TEST(XlsxTexts, more_than_the_limit_is_noticed) {
  Texts texts;
  for (int i = 0; i < 7; ++i) texts.store.add(std::string(1 << 20, 'x'));
  EXPECT_FALSE(texts.store.full());
  for (int i = 0; i < 2; ++i) texts.store.add(std::string(1 << 20, 'x'));
  EXPECT_TRUE(texts.store.full());
  EXPECT_EQ(texts.store.full_error().code, Code::limit);
}

TEST(XlsxTexts, a_text_too_long_for_any_cell_is_noticed_not_cut) {
  Texts texts;
  texts.store.add(std::string(TextPool::max_length + 1, 'x'));
  EXPECT_TRUE(texts.store.full());
  EXPECT_NE(texts.store.full_error().message.find("16 MiB"), std::string::npos);
}

TEST(XlsxTexts, transient_texts_live_until_the_end_of_the_batch) {
  Texts texts;
  const TextRef before = texts.store.add("shared");
  texts.store.begin_transient();
  for (int batch = 0; batch < 100; ++batch) {
    for (int i = 0; i < 4; ++i) texts.store.add(std::string(1 << 19, 'x'), 0);
    texts.store.end_batch();
  }
  EXPECT_FALSE(texts.store.full());
  texts.store.end_transient();
  EXPECT_EQ(texts.pool->view(before), "shared");
}

}  // namespace
}  // namespace lunokhod::sheets::xlsx
