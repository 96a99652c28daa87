#include <gtest/gtest.h>

#include "lunokhod/frame/take.hpp"

using namespace lunokhod;

namespace {
Column texts(std::string name, std::vector<std::string> values) {
  Column column;
  column.name = std::move(name);
  column.pool = std::make_shared<TextPool>();
  for (const auto& value : values) column.push_text(value);
  return column;
}
}  // namespace

TEST(TextPool, texts_stay_where_they_are_however_many_follow) {
  TextPool pool;
  const TextRef first = pool.add("первый"), empty = pool.add("");
  const std::string_view seen = pool.view(first);
  for (int i = 0; i < 100'000; ++i) pool.add("ещё один текст");
  const std::string large(3 * TextPool::chunk_size + 7, 'x');
  const TextRef big = pool.add(large), after = pool.add("после");
  EXPECT_EQ(seen.data(), pool.view(first).data());
  EXPECT_EQ(pool.view(first), "первый");
  EXPECT_EQ(pool.view(empty), "");
  EXPECT_EQ(pool.view(big), large);
  EXPECT_EQ(pool.view(after), "после");
}
TEST(TextPool, a_text_that_is_too_long_is_cut_at_a_character) {
  TextPool pool;
  const TextRef ref = pool.add(std::string(TextPool::max_length - 1, 'a') + "я");
  EXPECT_EQ(pool.view(ref).size(), TextPool::max_length - 1);
}
TEST(Validity, bits_past_the_end_stay_zero) {
  Validity validity;
  validity.resize(70, true);
  EXPECT_EQ(validity.count(), 70u);
  validity.resize(65, true);
  validity.resize(130, false);
  EXPECT_EQ(validity.count(), 65u);
  EXPECT_FALSE(validity.get(69));
}
TEST(Frame, names_are_found_exactly_then_folded_and_a_slip_is_answered_with_the_nearest) {
  Frame frame;
  frame.put(texts("Код товара", {"1"}));
  frame.put(texts("код Товара", {"2"}));
  frame.put(texts("Цена", {"3"}));
  EXPECT_EQ(*frame.find("код Товара"), 1u);
  EXPECT_EQ(*frame.find(" ЦЕНА "), 2u);
  EXPECT_EQ(frame.find("КОД ТОВАРА").error().code, Code::ambiguous);
  EXPECT_EQ(frame.find("ценa1").error().hint, "did you mean: Цена");
}
TEST(Frame, an_address_names_file_sheet_and_cell) {
  Frame frame;
  Column column = texts("a", {"x", "y"});
  column.source_column = 27;
  frame.put(std::move(column));
  auto origin = std::make_shared<Origin>();
  origin->sources = {std::make_shared<Source>(Source{"f.xlsx", "План"})};
  origin->rows = {5, 9};
  frame.set_origin(origin);
  EXPECT_EQ(frame.address(1, 0), "f.xlsx, sheet План, cell AB9");
}
TEST(Take, rows_keep_the_place_they_came_from_and_no_row_is_null) {
  Frame frame;
  frame.put(texts("a", {"x", "y", "z"}));
  auto origin = std::make_shared<Origin>();
  origin->rows = {2, 3, 4};
  frame.set_origin(origin);
  const std::uint32_t rows[] = {2, no_row, 0};
  const Frame taken = take(frame, rows);
  EXPECT_EQ(taken.column(0).display(0), "z");
  EXPECT_TRUE(taken.column(0).is_null(1));
  EXPECT_EQ(taken.origin().rows, (std::vector<std::uint32_t>{4, 0, 2}));
}
TEST(ColumnLetters, follow_z_with_aa) {
  EXPECT_EQ(column_letters(25), "Z");
  EXPECT_EQ(column_letters(26), "AA");
  EXPECT_EQ(column_letters(16383), "XFD");
}
