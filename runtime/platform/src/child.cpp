#include <sched.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

#include "lunokhod/base/text.hpp"
#include "lunokhod/platform/files.hpp"
#include "lunokhod/platform/process.hpp"

namespace lunokhod::process {
namespace {

std::int64_t microseconds(const timeval& time) {
  return std::int64_t{time.tv_sec} * 1'000'000 + time.tv_usec;
}

Ending ending_of(int status, const rusage& usage) {
  Ending ending;
  if (WIFSIGNALED(status)) {
    ending.signal = WTERMSIG(status);
  } else {
    ending.exit_code = WEXITSTATUS(status);
  }
  ending.cpu_user = microseconds(usage.ru_utime);
  ending.cpu_system = microseconds(usage.ru_stime);
  ending.max_resident = std::int64_t{usage.ru_maxrss} * 1024;
  return ending;
}

Result<std::optional<Ending>> reap(int pid, int options) {
  int status = 0;
  rusage usage{};
  pid_t got = 0;
  do got = ::wait4(pid, &status, options, &usage);
  while (got < 0 && errno == EINTR);
  if (got < 0) return error_of_errno(errno, "wait for process", std::to_string(pid));
  if (got == 0) return std::optional<Ending>{};
  return std::optional<Ending>(ending_of(status, usage));
}

}  // namespace

Result<void> Child::send(int signal) const {
  // Through the pidfd: a number that was given to another process meanwhile is never hit.
  const long outcome =
      pidfd_ ? ::syscall(SYS_pidfd_send_signal, pidfd_.get(), signal, nullptr, 0) : ::kill(pid_, signal);
  if (outcome != 0 && errno != ESRCH) return error_of_errno(errno, "signal process", std::to_string(pid_));
  return {};
}

Result<std::optional<Ending>> Child::poll() {
  return reap(pid_, WNOHANG);
}

Result<Ending> Child::wait() {
  const std::optional<Ending> ending = TRY(reap(pid_, 0));
  if (!ending) return Error{Code::internal, "wait returned without an ending"};
  return *ending;
}

std::string signal_name(int number) {
  const char* abbreviation = ::sigabbrev_np(number);
  return abbreviation ? std::string("SIG") + abbreviation : "signal " + std::to_string(number);
}

int own_id() {
  return ::getpid();
}

std::string machine_name() {
  char name[256] = {};
  return ::gethostname(name, sizeof name - 1) == 0 ? std::string(name) : std::string("localhost");
}

std::string machine_id() {
  const auto id = read_file("/etc/machine-id", 4096);
  const std::string text = id.ok() ? std::string(text::trim(*id)) : std::string();
  return text.empty() ? machine_name() : text;
}

int processor_count() {
  cpu_set_t set;
  CPU_ZERO(&set);
  return ::sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
}

}  // namespace lunokhod::process
