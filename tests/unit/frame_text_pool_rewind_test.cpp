#include <gtest/gtest.h>

#include "lunokhod/frame/text_pool.hpp"

namespace lunokhod {
namespace {

TEST(TextPool, what_was_added_since_a_mark_can_be_forgotten) {
  TextPool pool;
  const TextRef kept = pool.add("kept");
  const std::size_t bytes = pool.bytes();
  const TextPool::Mark mark = pool.mark();
  for (int batch = 0; batch < 5; ++batch) {
    for (int i = 0; i < 3; ++i) pool.add(std::string(2 * TextPool::chunk_size, 'x'));
    const TextRef last = pool.add("last");
    EXPECT_EQ(pool.view(last), "last");
    pool.rewind(mark);
    EXPECT_EQ(pool.bytes(), bytes);
  }
  EXPECT_EQ(pool.view(kept), "kept");
  EXPECT_EQ(pool.view(pool.add("more")), "more");
  EXPECT_EQ(pool.view(kept), "kept");
}

TEST(TextPool, an_empty_pool_can_be_rewound) {
  TextPool pool;
  const TextPool::Mark mark = pool.mark();
  pool.add("a");
  pool.rewind(mark);
  EXPECT_EQ(pool.bytes(), 0u);
  EXPECT_EQ(pool.view(pool.add("b")), "b");
}

}  // namespace
}  // namespace lunokhod
