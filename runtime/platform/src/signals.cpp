#include "lunokhod/platform/signals.hpp"

#include <poll.h>
#include <sys/mman.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <csignal>
#include <vector>

#include "whole_io.hpp"

namespace lunokhod {

Result<SignalQueue> SignalQueue::open(std::initializer_list<int> signals) {
  sigset_t set;
  sigemptyset(&set);
  for (const int number : signals) sigaddset(&set, number);
  ::sigprocmask(SIG_BLOCK, &set, nullptr);
  SignalQueue queue;
  queue.descriptor_ = Descriptor(::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK));
  if (!queue.descriptor_) return error_of_errno(errno, "listen to signals", "");
  return queue;
}

int SignalQueue::take() {
  signalfd_siginfo information{};
  if (::read(descriptor_.get(), &information, sizeof information) != sizeof information) return 0;
  return static_cast<int>(information.ssi_signo);
}

void start_alarm(unsigned seconds) noexcept {
  ::alarm(seconds);
}

unsigned long long wait_readable(const int* descriptors, std::size_t count, std::int64_t limit) {
  std::vector<pollfd> list;
  for (std::size_t i = 0; i < count; ++i) list.push_back({descriptors[i], POLLIN, 0});
  const std::int64_t milliseconds = limit < 0 ? -1 : std::min<std::int64_t>((limit + 999) / 1000, 1'000'000'000);
  if (::poll(list.data(), list.size(), static_cast<int>(milliseconds)) <= 0) return 0;
  unsigned long long ready = 0;
  for (std::size_t i = 0; i < count && i < 64; ++i) {
    if (list[i].revents != 0) ready |= 1ULL << i;
  }
  return ready;
}

unsigned wait_readable(std::initializer_list<int> descriptors, std::int64_t limit) {
  return static_cast<unsigned>(wait_readable(descriptors.begin(), descriptors.size(), limit));
}

Result<Descriptor> memory_file(const char* name) {
  Descriptor file(::memfd_create(name, MFD_CLOEXEC));
  if (!file) return error_of_errno(errno, "make a file in memory", name);
  return file;
}

Result<void> write_memory_file(const Descriptor& file, std::string_view text) {
  if (const int failure = platform::write_whole_at(file.get(), 0, text)) {
    return error_of_errno(failure, "write", "a file in memory");
  }
  return {};
}

Result<std::string> read_memory_file(int descriptor, std::size_t limit) {
  struct stat about {};
  if (::fstat(descriptor, &about) != 0) return error_of_errno(errno, "look at", "a file in memory");
  const auto size = static_cast<std::size_t>(about.st_size);
  if (size > limit) return Error{Code::limit, "more than " + std::to_string(limit) + " bytes in memory"};
  std::string text(size, '\0');
  std::size_t done = 0;
  while (done < size) {
    const ssize_t got = ::pread(descriptor, text.data() + done, size - done, static_cast<off_t>(done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return error_of_errno(errno, "read", "a file in memory");
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  text.resize(done);
  return text;
}

}  // namespace lunokhod
