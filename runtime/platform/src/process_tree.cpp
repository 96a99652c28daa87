#include "lunokhod/platform/process_tree.hpp"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <map>

#include "lunokhod/base/text.hpp"
#include "lunokhod/platform/file_system.hpp"
#include "lunokhod/platform/files.hpp"

namespace lunokhod::process {
namespace {

// Fields 3 and 4 of /proc/PID/stat come after the name, which is in parentheses and may hold any character.
bool read_parent(int pid, int& parent, char& state) {
  const auto text = read_file("/proc/" + std::to_string(pid) + "/stat", 4096);
  if (!text.ok()) return false;
  const std::size_t name_end = text->rfind(") ");
  if (name_end == std::string::npos || name_end + 4 >= text->size()) return false;
  state = (*text)[name_end + 2];
  parent = std::atoi(text->c_str() + name_end + 4);
  return true;
}

// Kernels without CONFIG_PROC_CHILDREN: look at every process there is.
void add_by_scan(int root, std::vector<int>& found) {
  std::multimap<int, int> children;
  const auto entries = list_folder("/proc");
  if (!entries.ok()) return;
  for (const FolderEntry& entry : *entries) {
    const auto pid = text::parse_integer(entry.name);
    int parent = 0;
    char state = 0;
    if (pid && read_parent(static_cast<int>(*pid), parent, state)) children.emplace(parent, static_cast<int>(*pid));
  }
  found.push_back(root);
  for (std::size_t at = 0; at < found.size(); ++at) {
    const auto [from, to] = children.equal_range(found[at]);
    for (auto child = from; child != to; ++child) found.push_back(child->second);
  }
  found.erase(found.begin());
}

void add_children(int pid, std::vector<int>& found) {
  const std::string tasks = "/proc/" + std::to_string(pid) + "/task";
  const auto threads = list_folder(tasks);
  if (!threads.ok()) return;
  for (const FolderEntry& thread : *threads) {
    const auto list = read_file(tasks + "/" + thread.name + "/children", 1 << 20);
    if (!list.ok()) continue;
    for (const std::string_view word : text::split(*list, ' ')) {
      if (const auto child = text::parse_integer(word)) found.push_back(static_cast<int>(*child));
    }
  }
}

void reap_the_dead(Ending& total) {
  rusage usage{};
  while (::wait4(-1, nullptr, WNOHANG, &usage) > 0) {
    total.cpu_user += std::int64_t{usage.ru_utime.tv_sec} * 1'000'000 + usage.ru_utime.tv_usec;
    total.cpu_system += std::int64_t{usage.ru_stime.tv_sec} * 1'000'000 + usage.ru_stime.tv_usec;
    total.max_resident = std::max(total.max_resident, std::int64_t{usage.ru_maxrss} * 1024);
  }
}

}  // namespace

Result<void> become_subreaper() {
  if (::prctl(PR_SET_CHILD_SUBREAPER, 1) != 0) return error_of_errno(errno, "become a subreaper", "");
  return {};
}

std::vector<int> descendants(int root) {
  std::vector<int> found;
  const std::string own = "/proc/" + std::to_string(root) + "/task/" + std::to_string(root) + "/children";
  if (read_file(own, 1 << 20).ok()) {
    add_children(root, found);
    for (std::size_t at = 0; at < found.size() && at < 100'000; ++at) add_children(found[at], found);
  } else {
    add_by_scan(root, found);
  }
  std::erase_if(found, [](int pid) {
    int parent = 0;
    char state = 0;
    return !read_parent(pid, parent, state) || state == 'Z' || state == 'X';
  });
  return found;
}

std::vector<int> descendants() {
  return descendants(::getpid());
}

void signal_all(const std::vector<int>& pids, int signal) {
  for (const int pid : pids) ::kill(pid, signal);
}

bool kill_descendants(Clock& clock, std::int64_t limit, Ending& usage) {
  const std::int64_t deadline = clock.monotonic_microseconds() + limit;
  std::int64_t pause = 200;
  while (true) {
    reap_the_dead(usage);
    const std::vector<int> living = descendants();
    if (living.empty()) {
      // A child made between the walk and now shows up as one of ours: only "no children at all" ends the loop.
      if (::waitpid(-1, nullptr, WNOHANG) < 0 && errno == ECHILD) return true;
    }
    // Stopped first, so that a tree which keeps forking cannot outrun us.
    signal_all(living, SIGSTOP);
    signal_all(living, SIGKILL);
    if (clock.monotonic_microseconds() >= deadline) return false;
    clock.sleep_microseconds(pause);
    pause = std::min<std::int64_t>(pause * 2, 20'000);
  }
}

std::vector<int> marked_processes(const std::string& variable) {
  std::vector<int> found;
  const auto entries = list_folder("/proc");
  if (!entries.ok()) return found;
  for (const FolderEntry& entry : *entries) {
    const auto pid = text::parse_integer(entry.name);
    if (!pid || *pid == ::getpid()) continue;
    const auto environment = read_file("/proc/" + entry.name + "/environ", 1 << 20);
    if (!environment.ok()) continue;
    for (const std::string_view word : text::split(*environment, '\0')) {
      if (word == variable) found.push_back(static_cast<int>(*pid));
    }
  }
  return found;
}

}  // namespace lunokhod::process
