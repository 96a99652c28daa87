#include <gtest/gtest.h>

#include "ole/compound_file.hpp"
#include "ole_builder.hpp"

namespace lunokhod::sheets::ole {
namespace {

using lunokhod::testing::make_ole;

std::string pattern(std::size_t size) {
  std::string bytes(size, '\0');
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>(i * 7 + i / 512);
  return bytes;
}

TEST(CompoundFile, large_and_small_streams_come_out_whole) {
  const auto bytes = make_ole({{"Large", pattern(10'000)}, {"Small", pattern(100)}, {"Tiny", "x"}});
  const auto file = CompoundFile::open(bytes);
  ASSERT_TRUE(file.ok());
  for (const auto& [name, size] : {std::pair{"Large", 10'000}, {"Small", 100}}) {
    const auto* entry = file->find(name);
    ASSERT_TRUE(entry) << name;
    EXPECT_EQ(file->read(*entry).bytes(), pattern(static_cast<std::size_t>(size)));
  }
  EXPECT_EQ(file->read(*file->find("tiny")).bytes(), "x");
  EXPECT_EQ(file->find("none"), nullptr);
}

TEST(CompoundFile, a_fragmented_stream_is_put_together) {
  const auto bytes = make_ole({{"Large", pattern(20'000)}}, {.fragmented = true});
  const auto file = CompoundFile::open(bytes);
  ASSERT_TRUE(file.ok());
  EXPECT_EQ(file->read(*file->find("Large")).bytes(), pattern(20'000));
}

TEST(CompoundFile, a_file_with_more_fat_than_its_header_can_list_is_read) {
  const auto big = pattern(8'000'000);
  const auto bytes = make_ole({{"Large", big}, {"Last", pattern(5000)}});
  const auto file = CompoundFile::open(bytes);
  ASSERT_TRUE(file.ok());
  EXPECT_TRUE(file->read(*file->find("Large")).bytes() == big);
  EXPECT_EQ(file->read(*file->find("Last")).bytes(), pattern(5000));
}

TEST(CompoundFile, a_loop_in_the_fat_ends) {
  const auto bytes = make_ole({{"Large", pattern(20'000)}}, {.fat_loop = true});
  const auto file = CompoundFile::open(bytes);
  ASSERT_TRUE(file.ok());
  EXPECT_LE(file->read(*file->find("Large")).bytes().size(), 20'000u);
}

TEST(CompoundFile, a_chain_that_leaves_the_file_is_cut_there) {
  const auto bytes = make_ole({{"Large", pattern(20'000)}}, {.past_the_end = true});
  const auto file = CompoundFile::open(bytes);
  ASSERT_TRUE(file.ok());
  const auto stream = file->read(*file->find("Large"));
  EXPECT_TRUE(stream.cut_short);
  EXPECT_EQ(stream.bytes(), pattern(20'000).substr(0, 512));
}

TEST(CompoundFile, any_cut_of_a_file_is_survived) {
  const auto bytes = make_ole({{"Large", pattern(9'000)}, {"Small", pattern(100)}});
  for (std::size_t size = 8; size < bytes.size(); size += 61) {
    const auto part = bytes.substr(0, size);
    const auto file = CompoundFile::open(part);
    if (!file.ok()) continue;
    for (const auto& entry : file->entries()) EXPECT_LE(file->read(entry).bytes().size(), bytes.size());
  }
}

}  // namespace
}  // namespace lunokhod::sheets::ole
