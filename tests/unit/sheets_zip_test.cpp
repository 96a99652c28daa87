#include <gtest/gtest.h>

#include "zip/archive.hpp"
#include "zip/byte_source.hpp"
#include "zip_builder.hpp"

namespace lunokhod::sheets::zip {
namespace {

using lunokhod::testing::make_zip;
using lunokhod::testing::ZipPart;
using lunokhod::testing::ZipShape;

constexpr std::uint64_t plenty = std::uint64_t{64} << 20;

std::string read_part(const std::string& bytes, std::string_view name, std::vector<std::string>* warnings = nullptr) {
  auto archive = Archive::open(bytes);
  if (!archive) return "error: " + archive.error().text();
  const Entry* entry = archive->find(name);
  if (!entry) return "none";
  auto content = archive->read(*entry, plenty, warnings);
  return content ? *content : "error: " + content.error().text();
}

std::string drain(ByteSource& source) {
  std::string all;
  while (true) {
    auto block = source.next();
    if (!block) return "error: " + block.error().text();
    if (block->size == 0) return all;
    all.append(block->data, block->size);
  }
}

std::string streamed(const std::string& bytes, std::string_view name) {
  auto archive = Archive::open(bytes);
  auto source = open_source(*archive, *archive->find(name));
  return source ? drain(**source) : "error: " + source.error().text();
}

// Text that does not pack well, so that it is long in both forms.
std::string long_text(std::size_t size) {
  std::string text;
  std::uint32_t state = 12345;
  while (text.size() < size) {
    state = state * 1664525 + 1013904223;
    text += std::to_string(state);
  }
  text.resize(size);
  return text;
}

TEST(Zip, deflated_and_stored_parts_are_read) {
  const std::string bytes = make_zip({{"a.xml", "hello hello hello"}, {"b.xml", "stored", true}});
  EXPECT_EQ(read_part(bytes, "a.xml"), "hello hello hello");
  EXPECT_EQ(read_part(bytes, "b.xml"), "stored");
  EXPECT_EQ(streamed(bytes, "a.xml"), "hello hello hello");
  EXPECT_EQ(streamed(bytes, "b.xml"), "stored");
}

TEST(Zip, a_name_is_found_in_any_case_with_any_slash_and_with_a_leading_one) {
  const std::string bytes =
      make_zip({{"xl\\SharedStrings.xml", "s"}, {"/xl/workbook.xml", "w"}, {"./xl/styles.xml", "t"}});
  EXPECT_EQ(read_part(bytes, "xl/sharedStrings.xml"), "s");
  EXPECT_EQ(read_part(bytes, "/XL/Workbook.xml"), "w");
  EXPECT_EQ(read_part(bytes, "xl\\styles.xml"), "t");
  EXPECT_EQ(read_part(bytes, "xl/other.xml"), "none");
}

TEST(Zip, the_exact_name_wins_over_another_case_and_the_last_of_duplicates_wins) {
  EXPECT_EQ(read_part(make_zip({{"a.xml", "exact"}, {"A.xml", "other"}}), "a.xml"), "exact");
  EXPECT_EQ(read_part(make_zip({{"a.xml", "first"}, {"a.xml", "last"}}), "a.xml"), "last");
}

TEST(Zip, sizes_kept_behind_the_data_do_not_matter) {
  EXPECT_EQ(read_part(make_zip({{.name = "a", .bytes = "data", .data_descriptor = true}}), "a"), "data");
}

TEST(Zip, zip64_records_are_read_though_the_file_is_small) {
  const ZipPart part{.name = "a", .bytes = "sixty four", .data_descriptor = true, .zip64 = true};
  EXPECT_EQ(read_part(make_zip({part}), "a"), "sixty four");
  EXPECT_EQ(read_part(make_zip({part}, {.zip64_end = true}), "a"), "sixty four");
}

TEST(Zip, a_prefix_a_comment_and_trailing_bytes_are_no_obstacle) {
  EXPECT_EQ(read_part(make_zip({{"a", "x"}}, {.prefix = "#!/bin/sh\n"}), "a"), "x");
  EXPECT_EQ(read_part(make_zip({{"a", "x"}}, {.comment = "made by 1C"}), "a"), "x");
  EXPECT_EQ(read_part(make_zip({{"a", "x"}}, {.trailing = std::string(1000, '\0')}), "a"), "x");
}

TEST(Zip, a_wrong_checksum_is_a_warning) {
  std::vector<std::string> warnings;
  EXPECT_EQ(read_part(make_zip({{.name = "a", .bytes = "whole", .bad_crc = true}}), "a", &warnings), "whole");
  ASSERT_EQ(warnings.size(), 1u);
  EXPECT_NE(warnings[0].find("checksum"), std::string::npos);
  warnings.clear();
  EXPECT_EQ(read_part(make_zip({{"a", "whole"}}), "a", &warnings), "whole");
  EXPECT_TRUE(warnings.empty());
}

TEST(Zip, a_declared_size_is_never_believed) {
  for (const std::uint64_t lie :
       {std::uint64_t{0}, std::uint64_t{2}, std::uint64_t{5'000}, std::uint64_t{0xFFFFFFF0}}) {
    EXPECT_EQ(read_part(make_zip({{.name = "a", .bytes = "twelve bytes", .size = lie}}), "a"), "twelve bytes") << lie;
  }
}

TEST(Zip, a_packed_size_left_out_of_the_directory_is_found_by_inflating) {
  EXPECT_EQ(read_part(make_zip({{.name = "a", .bytes = "data", .packed_size = 0}, {"b", "other"}}), "a"), "data");
}

TEST(Zip, a_file_cut_off_anywhere_is_refused_with_a_hint) {
  const std::string whole = make_zip({{"a", long_text(10'000)}});
  for (const std::size_t length :
       {std::size_t{0}, std::size_t{3}, std::size_t{100}, whole.size() / 2, whole.size() - 30}) {
    auto archive = Archive::open(std::string_view(whole).substr(0, length));
    ASSERT_FALSE(archive.ok()) << length;
    EXPECT_EQ(archive.error().code, Code::data_rejected);
    EXPECT_FALSE(archive.error().hint.empty());
  }
}

TEST(Zip, damaged_data_is_refused) {
  std::string bytes = make_zip({{"a", long_text(100'000)}});
  bytes[31] = '\xFF';  // a kind of block that does not exist
  EXPECT_EQ(read_part(bytes, "a").substr(0, 6), "error:");
  EXPECT_EQ(streamed(bytes, "a").substr(0, 6), "error:");
}

TEST(Zip, an_encrypted_part_and_an_unknown_method_are_named) {
  auto encrypted = Archive::open(make_zip({{.name = "a", .bytes = "x", .encrypted = true}}));
  const std::string bytes = make_zip({{.name = "a", .bytes = "x", .encrypted = true}});
  auto archive = Archive::open(bytes);
  EXPECT_EQ(archive->read(*archive->find("a"), plenty).error().code, Code::encrypted);
  EXPECT_NE(read_part(make_zip({{.name = "a", .bytes = "x", .method = 14}}), "a").find("method 14"), std::string::npos);
}

TEST(Zip, a_limit_stops_the_inflating) {
  const std::string bytes = make_zip({{"a", std::string(3'000'000, 'x')}});
  auto archive = Archive::open(bytes);
  auto content = archive->read(*archive->find("a"), 1'000'000);
  ASSERT_FALSE(content.ok());
  EXPECT_EQ(content.error().code, Code::limit);
}

TEST(Zip, the_spaces_of_the_bomb_are_a_real_stream) {
  EXPECT_EQ(read_part(make_zip({{.name = "a", .packed = lunokhod::testing::deflated_spaces(259)}}), "a"),
            std::string(259, ' '));
}

TEST(Zip, a_bomb_is_refused_after_a_quarter_of_a_gigabyte) {
  const std::string bytes =
      make_zip({{.name = "a", .packed = lunokhod::testing::deflated_spaces(std::uint64_t{300} << 20)}});
  auto archive = Archive::open(bytes);
  auto source = open_source(*archive, *archive->find("a"));
  ASSERT_TRUE(source.ok());
  while (true) {
    auto block = (*source)->next();
    if (!block) {
      EXPECT_EQ(block.error().code, Code::limit);
      return;
    }
    ASSERT_GT(block->size, 0u) << "the bomb was read to its end";
  }
}

TEST(Zip, a_large_part_comes_whole_from_the_other_thread) {
  const std::string text = long_text(5'000'000);
  const std::string bytes = make_zip({{"a", text}});
  auto archive = Archive::open(bytes);
  auto source = open_source(*archive, *archive->find("a"));
  EXPECT_EQ(drain(**source), text);
  EXPECT_TRUE((*source)->checksum_matches());
}

TEST(Zip, a_large_part_can_be_left_unread) {
  const std::string bytes = make_zip({{"a", long_text(5'000'000)}});
  auto archive = Archive::open(bytes);
  auto source = open_source(*archive, *archive->find("a"));
  auto block = (*source)->next();
  ASSERT_TRUE(block.ok());
  EXPECT_GT(block->size, 0u);
  source->reset();
}

}  // namespace
}  // namespace lunokhod::sheets::zip
