#include "lunokhod/platform/file_system.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/mount.h>
#include <unistd.h>

#include "lunokhod/platform/descriptor.hpp"
#include "lunokhod/platform/sha256.hpp"
#include "temporary_folder.hpp"

namespace lunokhod {
namespace {

using testing::TemporaryFolder;

TEST(FileSystem, a_path_is_taken_apart_and_put_together) {
  EXPECT_EQ(join_path("/a", "b"), "/a/b");
  EXPECT_EQ(join_path("/a/", "b"), "/a/b");
  EXPECT_EQ(join_path("/a", "/b"), "/b");
  EXPECT_EQ(file_name("/a/b.xlsx"), "b.xlsx");
  EXPECT_EQ(folder_of("/a/b.xlsx"), "/a");
  EXPECT_EQ(folder_of("/a"), "/");
  EXPECT_EQ(folder_of("a"), ".");
  EXPECT_EQ(extension("/a.d/b"), "");
  EXPECT_EQ(extension("b.tar.gz"), ".gz");
  EXPECT_EQ(absolute_path("/a/./b/../c//d").value(), "/a/c/d");
  EXPECT_EQ(absolute_path("/../..").value(), "/");
}

TEST(FileSystem, folders_are_made_with_their_parents_and_listed_by_name) {
  TemporaryFolder folder;
  ASSERT_TRUE(make_folders(folder.path("a/b/c")).ok());
  ASSERT_TRUE(make_folders(folder.path("a/b/c")).ok());
  folder.write("a/z", "");
  const auto entries = list_folder(folder.path("a"));
  ASSERT_EQ(entries->size(), 2u);
  EXPECT_EQ((*entries)[0].name, "b");
  EXPECT_EQ((*entries)[0].kind, FileKind::folder);
  EXPECT_EQ((*entries)[1].kind, FileKind::file);
  EXPECT_EQ(make_folders(folder.path("a/z")).error().code, Code::invalid_argument);
}

TEST(FileSystem, a_move_never_overwrites) {
  TemporaryFolder folder;
  const std::string from = folder.write("from", "new"), to = folder.write("to", "old");
  EXPECT_EQ(move_file(from, to).error().code, Code::ambiguous);
  EXPECT_EQ(TemporaryFolder::read(to), "old");
  ASSERT_TRUE(move_file(from, folder.path("free")).ok());
  EXPECT_FALSE(file_exists(from));
  EXPECT_EQ(TemporaryFolder::read(folder.path("free")), "new");
}

TEST(FileSystem, a_copy_is_whole_and_never_overwrites) {
  TemporaryFolder folder;
  const std::string bytes(300'000, 'x');
  const std::string from = folder.write("from", bytes), to = folder.path("to");
  ASSERT_TRUE(copy_file(from, to).ok());
  EXPECT_EQ(TemporaryFolder::read(to), bytes);
  EXPECT_FALSE(copy_file(from, to).ok());
  EXPECT_EQ(sha256_of_file(to).value(), sha256(bytes));
}

TEST(FileSystem, a_copy_onto_a_full_disk_says_so_and_leaves_nothing) {
  TemporaryFolder folder;
  const std::string disk = folder.path("disk");
  ASSERT_TRUE(make_folders(disk).ok());
  if (::mount("none", disk.c_str(), "tmpfs", 0, "size=64k") != 0) GTEST_SKIP() << "a small tmpfs needs root";
  const std::string from = folder.write("from", std::string(200'000, 'x'));
  const auto copied = copy_file(from, join_path(disk, "to"));
  const bool left = file_exists(join_path(disk, "to"));
  const bool same = same_file_system(from, disk).value();
  ::umount(disk.c_str());
  ASSERT_FALSE(copied.ok());
  EXPECT_EQ(copied.error().code, Code::no_space);
  EXPECT_FALSE(left);
  EXPECT_FALSE(same);
}

TEST(FileSystem, a_name_over_255_bytes_is_refused_with_its_length) {
  EXPECT_TRUE(check_path_length("/a/" + std::string(255, 'x')).ok());
  const auto refused = check_path_length("/a/" + std::string(256, 'x'));
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, Code::path_too_long);
  EXPECT_NE(refused.error().message.find("256"), std::string::npos);
}

TEST(FileSystem, an_owner_file_of_excel_or_libreoffice_is_seen) {
  TemporaryFolder folder;
  const std::string book = folder.write("отчёт.xlsx", "");
  EXPECT_FALSE(owner_file_of(book));
  const std::string calc = folder.write(".~lock.отчёт.xlsx#", "");
  EXPECT_EQ(owner_file_of(book), calc);
  const std::string excel = folder.write("~$отчёт.xlsx", "");
  EXPECT_EQ(owner_file_of(book), excel);
}

TEST(FileSystem, a_lock_of_any_kind_is_seen_until_it_goes) {
  TemporaryFolder folder;
  const std::string path = folder.write("book.xlsx", "x");
  EXPECT_FALSE(is_locked_by_someone(path));
  {
    const Descriptor holder(::open(path.c_str(), O_RDWR));
    ASSERT_EQ(::flock(holder.get(), LOCK_EX), 0);
    EXPECT_TRUE(is_locked_by_someone(path));
    ASSERT_EQ(::flock(holder.get(), LOCK_UN), 0);
    struct flock range {};
    range.l_type = F_WRLCK;
    ASSERT_EQ(::fcntl(holder.get(), F_OFD_SETLK, &range), 0);
    EXPECT_TRUE(is_locked_by_someone(path));
  }
  EXPECT_FALSE(is_locked_by_someone(path));
}

TEST(Sha256, known_answers) {
  EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace
}  // namespace lunokhod
