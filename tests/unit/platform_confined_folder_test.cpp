// A folder that nobody gets out of.
#include "lunokhod/platform/confined_folder.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

#include "temporary_folder.hpp"

namespace lunokhod {
namespace {

namespace fs = std::filesystem;

class Confined : public ::testing::Test {
 protected:
  void SetUp() override {
    outside_.write("secret.txt", "secret");
    inside_.write("a/b.txt", "text");
    auto opened = ConfinedFolder::open(inside_.path());
    ASSERT_TRUE(opened.ok()) << opened.error().text();
    folder_.emplace(*std::move(opened));
  }
  Code code_of_read(const std::string& path) {
    auto read = folder_->read(path);
    return read.ok() ? Code::internal : read.error().code;
  }
  testing::TemporaryFolder inside_, outside_;
  std::optional<ConfinedFolder> folder_;
};

TEST_F(Confined, files_inside_are_read_by_relative_and_absolute_paths) {
  EXPECT_EQ(*folder_->read("a/b.txt"), "text");
  EXPECT_EQ(*folder_->read("./a//b.txt"), "text");
  EXPECT_EQ(*folder_->read(inside_.path("a/b.txt")), "text");
  EXPECT_EQ(*folder_->real_path("a/b.txt"), inside_.path("a/b.txt"));
}

TEST_F(Confined, dots_and_other_roots_are_denied) {
  EXPECT_EQ(code_of_read("../x"), Code::denied);
  EXPECT_EQ(code_of_read("a/../a/b.txt"), Code::denied);
  EXPECT_EQ(code_of_read(outside_.path("secret.txt")), Code::denied);
  EXPECT_EQ(code_of_read(inside_.path() + "-beside/x"), Code::denied);
  EXPECT_EQ(code_of_read(std::string("a\0b", 3)), Code::invalid_argument);
}

TEST_F(Confined, links_that_lead_out_are_denied_wherever_they_stand) {
  fs::create_symlink(outside_.path("secret.txt"), inside_.path("file_link"));
  fs::create_symlink(outside_.path(), inside_.path("folder_link"));
  fs::create_symlink("../..", inside_.path("a/up"));
  EXPECT_EQ(code_of_read("file_link"), Code::denied);
  EXPECT_EQ(code_of_read("folder_link/secret.txt"), Code::denied);
  EXPECT_EQ(code_of_read("a/up/etc/passwd"), Code::denied);
  EXPECT_EQ(folder_->write("folder_link/new.txt", "x").error().code, Code::denied);
  EXPECT_EQ(folder_->write("file_link", "x").error().code, Code::denied);
  EXPECT_EQ(folder_->make_folders("folder_link/new").error().code, Code::denied);
  EXPECT_EQ(testing::TemporaryFolder::read(outside_.path("secret.txt")), "secret");
}

TEST_F(Confined, links_that_stay_inside_are_followed) {
  fs::create_symlink("b.txt", inside_.path("a/relative"));
  fs::create_symlink(inside_.path("a"), inside_.path("absolute"));
  fs::create_symlink("../a/b.txt", inside_.path("a/up_and_back"));
  EXPECT_EQ(*folder_->read("a/relative"), "text");
  EXPECT_EQ(*folder_->read("absolute/b.txt"), "text");
  EXPECT_EQ(*folder_->read("a/up_and_back"), "text");
}

TEST_F(Confined, a_loop_of_links_ends) {
  fs::create_symlink("two", inside_.path("one"));
  fs::create_symlink("one", inside_.path("two"));
  EXPECT_FALSE(folder_->read("one").ok());
}

TEST_F(Confined, a_link_itself_is_removed_and_not_what_it_means) {
  fs::create_symlink(outside_.path("secret.txt"), inside_.path("file_link"));
  EXPECT_TRUE(folder_->remove("file_link").ok());
  EXPECT_EQ(testing::TemporaryFolder::read(outside_.path("secret.txt")), "secret");
}

TEST_F(Confined, a_file_is_replaced_as_a_whole_and_leaves_nothing_beside_it) {
  EXPECT_TRUE(folder_->write("a/b.txt", "new").ok());
  EXPECT_EQ(*folder_->read("a/b.txt"), "new");
  EXPECT_EQ(*folder_->list("a"), std::vector<std::string>{"b.txt"});
  EXPECT_FALSE(folder_->write("a", "x").ok());
  EXPECT_EQ(*folder_->list("."), std::vector<std::string>{"a"});
}

TEST_F(Confined, a_pipe_or_a_folder_is_not_read_and_does_not_hang) {
  ASSERT_EQ(mkfifo(inside_.path("pipe").c_str(), 0600), 0);
  EXPECT_EQ(code_of_read("pipe"), Code::invalid_argument);
  EXPECT_EQ(code_of_read("a"), Code::invalid_argument);
}

TEST_F(Confined, the_root_itself_is_neither_moved_nor_removed) {
  EXPECT_FALSE(folder_->remove(".").ok());
  EXPECT_FALSE(folder_->move(".", "b").ok());
  EXPECT_FALSE(folder_->remove("a").ok());  // not empty
}

TEST_F(Confined, folders_are_made_with_those_above) {
  EXPECT_TRUE(folder_->make_folders("x/y/z").ok());
  EXPECT_TRUE(folder_->make_folders("x/y/z").ok());
  EXPECT_TRUE(fs::is_directory(inside_.path("x/y/z")));
  EXPECT_FALSE(folder_->make_folders("a/b.txt/c").ok());
}

TEST_F(Confined, a_large_file_is_refused_before_it_is_read) {
  EXPECT_EQ(folder_->read("a/b.txt", 3).error().code, Code::limit);
}

}  // namespace
}  // namespace lunokhod
