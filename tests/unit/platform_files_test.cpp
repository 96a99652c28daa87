#include "lunokhod/platform/files.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "temporary_folder.hpp"

namespace lunokhod {
namespace {

using testing::TemporaryFolder;

std::size_t entries(const std::string& folder) {
  std::size_t count = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder)) ++count;
  return count;
}

TEST(MappedFile, what_was_forgotten_is_there_again_when_it_is_read) {
  testing::TemporaryFolder folder;
  std::string bytes;
  for (int i = 0; i < 100'000; ++i) bytes += std::to_string(i);
  folder.write("large", bytes);
  const auto file = MappedFile::open(folder.path("large"));
  ASSERT_TRUE(file.ok());
  ASSERT_EQ(file->bytes(), bytes);
  MappedFile::forget(file->bytes().substr(10, 200'000));
  MappedFile::forget(file->bytes().substr(0, 100));
  MappedFile::forget(file->bytes());
  EXPECT_EQ(file->bytes(), bytes);
}

TEST(Files, a_mapped_file_shows_its_bytes) {
  TemporaryFolder folder;
  const auto file = MappedFile::open(folder.write("a.txt", std::string("one\0two", 7)));
  ASSERT_TRUE(file.ok());
  EXPECT_EQ(file->bytes(), std::string_view("one\0two", 7));
}

TEST(Files, an_empty_file_maps_to_nothing) {
  TemporaryFolder folder;
  const auto file = MappedFile::open(folder.write("empty", ""));
  ASSERT_TRUE(file.ok());
  EXPECT_TRUE(file->bytes().empty());
}

TEST(Files, a_missing_file_a_folder_and_a_pipe_are_refused_with_their_path) {
  TemporaryFolder folder;
  const auto missing = MappedFile::open(folder.path("none"));
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().code, Code::not_found);
  EXPECT_NE(missing.error().text().find("none"), std::string::npos);
  EXPECT_EQ(read_file(folder.path()).error().code, Code::invalid_argument);
  ASSERT_EQ(::mkfifo(folder.path("pipe").c_str(), 0600), 0);
  EXPECT_EQ(read_file(folder.path("pipe")).error().code, Code::invalid_argument);
}

TEST(Files, read_file_stops_at_its_limit) {
  TemporaryFolder folder;
  const std::string path = folder.write("ten", "0123456789");
  EXPECT_EQ(read_file(path, 10).value(), "0123456789");
  EXPECT_EQ(read_file(path, 9).error().code, Code::limit);
}

TEST(Files, a_file_whose_size_says_zero_is_read_whole) {
  const auto status = read_file("/proc/self/status");
  ASSERT_TRUE(status.ok());
  EXPECT_NE(status->find("VmRSS"), std::string::npos);
  EXPECT_EQ(read_file("/proc/self/status", 20).error().code, Code::limit);
}

TEST(Files, an_atomic_file_appears_at_commit_and_leaves_nothing_else) {
  TemporaryFolder folder;
  const std::string path = folder.path("report.csv");
  {
    auto file = AtomicFile::create(path);
    ASSERT_TRUE(file.ok());
    ASSERT_TRUE(file->write("xxxx and the rest").ok());
    ASSERT_TRUE(file->write_at(0, "head").ok());
    EXPECT_NE(::access(path.c_str(), F_OK), 0);
    ASSERT_TRUE(file->commit().ok());
  }
  EXPECT_EQ(TemporaryFolder::read(path), "head and the rest");
  EXPECT_EQ(entries(folder.path()), 1u);
}

TEST(Files, an_atomic_file_given_up_leaves_the_old_one) {
  TemporaryFolder folder;
  const std::string path = folder.write("report.csv", "old");
  {
    auto file = AtomicFile::create(path);
    ASSERT_TRUE(file.ok());
    ASSERT_TRUE(file->write("new").ok());
  }
  EXPECT_EQ(TemporaryFolder::read(path), "old");
  EXPECT_EQ(entries(folder.path()), 1u);
}

TEST(Files, a_replaced_file_keeps_its_permissions) {
  TemporaryFolder folder;
  const std::string path = folder.write("secret", "old");
  ASSERT_EQ(::chmod(path.c_str(), 0640), 0);
  ASSERT_TRUE(write_file_atomically(path, "new").ok());
  struct stat about {};
  ASSERT_EQ(::stat(path.c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777u, 0640u);
  EXPECT_EQ(TemporaryFolder::read(path), "new");
}

TEST(Files, names_with_quotes_newlines_emoji_and_255_bytes_work) {
  TemporaryFolder folder;
  for (const std::string& name : {std::string("it's \"quoted\""), std::string("two\nlines"),
                                  std::string("🚀 отчёт.xlsx"), std::string(255, 'n')}) {
    ASSERT_TRUE(write_file_atomically(folder.path(name), name).ok()) << name;
    EXPECT_EQ(read_file(folder.path(name)).value(), name);
  }
  EXPECT_EQ(write_file_atomically(folder.path(std::string(256, 'n')), "").error().code, Code::path_too_long);
}

TEST(Files, writing_into_a_folder_that_is_not_there_or_onto_a_folder_says_so) {
  TemporaryFolder folder;
  EXPECT_EQ(write_file_atomically(folder.path("none/report"), "x").error().code, Code::not_found);
  EXPECT_EQ(write_file_atomically(folder.path(), "x").error().code, Code::invalid_argument);
}

}  // namespace
}  // namespace lunokhod
