#include "lunokhod/platform/process.hpp"

#include <gtest/gtest.h>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <csignal>
#include <cstdlib>

#include "lunokhod/platform/channel.hpp"
#include "lunokhod/platform/file_lock.hpp"
#include "lunokhod/platform/file_system.hpp"
#include "lunokhod/platform/files.hpp"
#include "lunokhod/platform/process_identity.hpp"
#include "lunokhod/platform/process_tree.hpp"
#include "lunokhod/platform/signals.hpp"
#include "temporary_folder.hpp"

namespace lunokhod {
namespace {

using testing::TemporaryFolder;

process::Spawn shell(const std::string& line) {
  process::Spawn spawn;
  spawn.words = {"/bin/sh", "-c", line};
  return spawn;
}

// Runs the line with its output in memory.
std::string output_of(process::Spawn spawn) {
  const Descriptor output = memory_file("output").value();
  spawn.descriptors.emplace_back(output.get(), 1);
  auto child = process::spawn(spawn);
  if (!child.ok()) return child.error().text();
  EXPECT_EQ(child->wait()->exit_code, 0);
  return read_memory_file(output.get(), 1 << 20).value();
}

TEST(Process, the_environment_is_what_was_said_and_nothing_else) {
  ::setenv("LUNOKHOD_LEAK", "1", 1);
  process::Spawn spawn;
  spawn.words = {"/usr/bin/env"};
  spawn.environment = {"TASK_ID=7", "EMPTY="};
  EXPECT_EQ(output_of(spawn), "TASK_ID=7\nEMPTY=\n");
}

TEST(Process, words_pass_as_they_are_and_the_folder_is_entered) {
  TemporaryFolder folder;
  process::Spawn spawn;
  spawn.words = {"/bin/sh", "-c", "pwd; printf '%s|' \"$@\"", "sh", "two words", "a\nb", "'\"$x🚀"};
  spawn.folder = folder.path();
  EXPECT_EQ(output_of(spawn), folder.path() + "\ntwo words|a\nb|'\"$x🚀|");
}

TEST(Process, a_child_gets_the_descriptors_named_and_no_other) {
  const int leaky = ::dup(2);  // not close-on-exec
  const Descriptor extra = memory_file("extra").value();
  ASSERT_TRUE(write_memory_file(extra, "hello").ok());
  process::Spawn spawn;
  spawn.words = {"/bin/ls", "/proc/self/fd"};
  spawn.descriptors = {{extra.get(), 7}};
  EXPECT_EQ(output_of(spawn), "0\n1\n2\n3\n7\n") << "3 is the folder that ls reads";
  spawn.words = {"/bin/cat", "/proc/self/fd/7"};
  EXPECT_EQ(output_of(spawn), "hello");
  ::close(leaky);
}

TEST(Process, descriptors_that_cross_each_other_arrive_right) {
  const Descriptor a = memory_file("a").value(), b = memory_file("b").value();
  ASSERT_TRUE(write_memory_file(a, "A").ok());
  ASSERT_TRUE(write_memory_file(b, "B").ok());
  process::Spawn spawn =
      shell("cat /proc/self/fd/" + std::to_string(b.get()) + " /proc/self/fd/" + std::to_string(a.get()));
  spawn.descriptors = {{a.get(), b.get()}, {b.get(), a.get()}};
  EXPECT_EQ(output_of(spawn), "AB");
}

TEST(Process, an_identity_outlives_its_process_and_is_no_other_process) {
  auto child = process::spawn(shell("exec sleep 100"));
  const std::string identity = process::identity_of(child->pid());
  EXPECT_TRUE(process::is_alive_here(identity)) << identity;
  EXPECT_FALSE(process::is_alive_here(identity + "1")) << "began at another time";
  EXPECT_FALSE(process::is_alive_here("x" + identity)) << "of another boot";
  ASSERT_TRUE(child->send(SIGKILL).ok());
  ASSERT_TRUE(child->wait().ok());
  EXPECT_FALSE(process::is_alive_here(identity));
  EXPECT_FALSE(process::is_alive_here(""));
}

TEST(Process, exit_codes_and_signals_are_told_apart) {
  EXPECT_EQ(process::spawn(shell("exit 3"))->wait()->exit_code, 3);
  const auto ending = process::spawn(shell("kill -9 $$"))->wait();
  EXPECT_EQ(ending->signal, SIGKILL);
  EXPECT_EQ(process::signal_name(ending->signal), "SIGKILL");
}

TEST(Process, a_program_or_folder_that_is_not_there_is_an_error_that_names_it) {
  process::Spawn spawn = shell("true");
  spawn.words[0] = "/no/such/program";
  const auto missing = process::spawn(spawn);
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().code, Code::not_found);
  EXPECT_NE(missing.error().text().find("/no/such/program"), std::string::npos);
  spawn = shell("true");
  spawn.folder = "/no/such/folder";
  EXPECT_NE(process::spawn(spawn).error().text().find("/no/such/folder"), std::string::npos);
}

TEST(Process, a_body_runs_in_a_fork_with_what_was_said_and_nothing_else) {
  TemporaryFolder folder;
  const Descriptor outcome = memory_file("outcome").value(), secret = memory_file("secret").value();
  ::setenv("LUNOKHOD_LEAK", "1", 1);
  process::Spawn spawn;
  spawn.words = {"a body"};
  spawn.environment = {"TASK_ID=7"};
  spawn.folder = folder.path();
  spawn.descriptors = {{outcome.get(), 5}};
  spawn.body = [&] {
    std::string told = std::getenv("TASK_ID") + std::string(std::getenv("LUNOKHOD_LEAK") ? " leaks " : " ");
    const auto open = list_folder("/proc/self/fd");
    for (const FolderEntry& entry : *open) told += entry.name + " ";
    return write_memory_file(Descriptor(5), told + read_file("/proc/self/cwd/here").value()).ok() ? 42 : 1;
  };
  folder.write("here", "in the folder");
  auto child = process::spawn(spawn);
  ASSERT_TRUE(child.ok()) << child.error().text();
  EXPECT_EQ(child->wait()->exit_code, 42);
  EXPECT_EQ(read_memory_file(outcome.get(), 1 << 20).value(), "7 0 1 2 3 5 in the folder") << "3 is the folder listed";
}

TEST(Process, a_body_that_could_not_be_prepared_is_an_error_and_leaves_no_child) {
  process::Spawn spawn;
  spawn.words = {"a body"};
  spawn.folder = "/no/such/folder";
  spawn.body = [] { return 0; };
  EXPECT_NE(process::spawn(spawn).error().text().find("/no/such/folder"), std::string::npos);
  EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1);
}

TEST(Channel, messages_arrive_whole_and_the_end_is_no_message) {
  auto [ours, theirs] = Channel::pair().value();
  const std::string large(100'000, 'x');
  ASSERT_TRUE(ours.send("").ok());
  ASSERT_TRUE(ours.send(large).ok());
  EXPECT_EQ(theirs.receive(10)->value(), "");
  EXPECT_EQ(theirs.receive(large.size())->value(), large);
  ASSERT_TRUE(ours.send(large).ok());
  EXPECT_EQ(theirs.receive(large.size() - 1).error().code, Code::limit);
}

TEST(Channel, the_other_side_gone_is_seen_and_never_a_signal) {
  auto [ours, theirs] = Channel::pair().value();
  theirs = Channel(Descriptor());
  EXPECT_FALSE(ours.receive(10)->has_value());
  EXPECT_FALSE(ours.send("anybody?").ok());
}

TEST(Process, the_descriptor_is_readable_when_the_child_has_ended) {
  auto child = process::spawn(shell("exec sleep 60"));
  ASSERT_TRUE(child.ok());
  EXPECT_EQ(wait_readable({child->descriptor()}, 0), 0u);
  EXPECT_FALSE(child->poll()->has_value());
  ASSERT_TRUE(child->send(SIGKILL).ok());
  EXPECT_EQ(wait_readable({child->descriptor()}, 10'000'000), 1u);
  EXPECT_EQ(child->poll()->value().signal, SIGKILL);
  EXPECT_TRUE(child->send(SIGKILL).ok()) << "a child that is gone is fine";
}

TEST(Process, a_child_that_computes_past_its_limit_is_ended) {
  process::Spawn spawn = shell("while :; do :; done");
  spawn.limits.cpu_seconds = 1;
  EXPECT_EQ(process::spawn(spawn)->wait()->signal, SIGXCPU);
  spawn = shell("trap '' XCPU; while :; do :; done");
  spawn.limits.cpu_seconds = 1;
  EXPECT_EQ(process::spawn(spawn)->wait()->signal, SIGKILL);
}

TEST(Process, a_child_cannot_open_more_files_than_its_limit) {
  process::Spawn spawn;
  spawn.words = {"opens files"};
  spawn.body = [] {
    int last = 0;
    for (int next = 0; next >= 0; next = ::dup(0)) last = next;
    return last;
  };
  spawn.limits.open_files = 20;
  EXPECT_EQ(process::spawn(spawn)->wait()->exit_code, 19);
  rlimit ours{};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &ours), 0);
  spawn = shell("ulimit -n");
  spawn.limits.open_files = ours.rlim_max + 1;
  EXPECT_EQ(output_of(spawn), std::to_string(ours.rlim_max) + "\n") << "never above our own";
}

TEST(Process, a_data_limit_reaches_the_child) {
  process::Spawn spawn = shell("grep -E '^Max (data|core)' /proc/self/limits | tr -s ' '");
  spawn.limits.data_bytes = 123 << 20;
  const std::string limits = output_of(spawn);
  EXPECT_NE(limits.find("data size 128974848 128974848"), std::string::npos) << limits;
  EXPECT_NE(limits.find("core file size 0 0"), std::string::npos) << limits;
}

// In a process of its own, because a subreaper takes over every orphan.
TEST(ProcessTree, a_child_that_forked_twice_into_a_session_of_its_own_is_killed_too) {
  TemporaryFolder folder;
  const std::string pid_file = folder.path("pid");
  const pid_t supervisor = ::fork();
  if (supervisor == 0) {
    SystemClock clock;
    process::Ending usage;
    const bool ready = process::become_subreaper().ok();
    auto child = process::spawn(shell("(setsid sh -c 'echo $$ > \"" + pid_file + ".new\"; mv \"" + pid_file +
                                      ".new\" \"" + pid_file + "\"; trap \"\" TERM; while :; do sleep 1; done' &) ; " +
                                      "while [ ! -e \"" + pid_file + "\" ]; do sleep 0.01; done"));
    const bool ended = child.ok() && child->wait().ok();
    const bool one_left = !process::descendants().empty();
    const bool gone = process::kill_descendants(clock, 10'000'000, usage);
    ::_exit(ready && ended && one_left && gone && process::descendants().empty() ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(supervisor, &status, 0), supervisor);
  EXPECT_EQ(WEXITSTATUS(status), 0);
  const int grandchild = std::stoi(read_file(pid_file).value());
  EXPECT_NE(::kill(grandchild, 0), 0);
}

TEST(FileLock, one_holder_per_byte_and_freed_with_it) {
  TemporaryFolder folder;
  auto first = LockFile::open(folder.path("lock"));
  auto second = LockFile::open(folder.path("lock"));
  EXPECT_TRUE(first->try_lock(7).value());
  EXPECT_FALSE(second->try_lock(7).value());
  EXPECT_TRUE(second->try_lock(8).value());
  EXPECT_TRUE(second->is_held_elsewhere(7).value());
  EXPECT_FALSE(first->is_held_elsewhere(7).value()) << "held by ourselves";
  ASSERT_TRUE(first->unlock(7).ok());
  EXPECT_TRUE(second->try_lock(7).value());
  second = LockFile::open(folder.path("lock"));
  EXPECT_TRUE(first->try_lock(7).value());
  EXPECT_TRUE(first->try_lock((std::int64_t{1} << 62) + 5).value()) << "far bytes need no file size";
}

TEST(FileLock, a_child_that_inherits_the_descriptor_keeps_the_lock) {
  TemporaryFolder folder;
  auto probe = LockFile::open(folder.path("lock"));
  process::Child child;
  {
    auto holder = LockFile::open(folder.path("lock"));
    ASSERT_TRUE(holder->try_lock(1).value());
    process::Spawn spawn = shell("exec sleep 60");
    spawn.descriptors = {{holder->descriptor(), 9}};
    child = process::spawn(spawn).value();
  }
  EXPECT_TRUE(probe->is_held_elsewhere(1).value());
  ASSERT_TRUE(child.send(SIGKILL).ok());
  ASSERT_TRUE(child.wait().ok());
  EXPECT_FALSE(probe->is_held_elsewhere(1).value());
}

}  // namespace
}  // namespace lunokhod
