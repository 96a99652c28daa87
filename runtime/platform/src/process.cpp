// vfork and execve by hand: posix_spawn knows neither resource limits nor the death signal. Between vfork and execve
// the child shares our memory, so it calls system calls only and allocates nothing. A body runs in a fork instead.
#include "lunokhod/platform/process.hpp"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "whole_io.hpp"

namespace lunokhod::process {
namespace {

struct Plan {
  const char* program;
  std::vector<char*> words, environment;
  const char* folder;
  std::vector<std::pair<int, int>> descriptors;
  int last;  // the largest number that the child is given
  int null_device;
  const Spawn* spawn;
  int parent;
};

enum class Step : int { none, folder, descriptors, limits, program };

struct Failure {
  Step step = Step::none;
  int number = 0;
};

bool limit(int resource, std::uint64_t value, std::uint64_t grace = 0) {
  if (value == 0) return true;
  const auto which = static_cast<__rlimit_resource_t>(resource);
  rlimit ours{};
  if (::getrlimit(which, &ours) != 0) return false;
  const rlimit wanted{std::min<rlim_t>(value, ours.rlim_max), std::min<rlim_t>(value + grace, ours.rlim_max)};
  return ::setrlimit(which, &wanted) == 0;
}

bool apply_limits(const Limits& limits) {
  const rlimit no_core{0, 0};
  return ::setrlimit(RLIMIT_CORE, &no_core) == 0 && limit(RLIMIT_DATA, limits.data_bytes) &&
         limit(RLIMIT_CPU, limits.cpu_seconds, 1) && limit(RLIMIT_NOFILE, limits.open_files);
}

bool place_descriptors(const Plan& plan) {
  // Whatever is open in this process closes at execve, even if somebody forgot O_CLOEXEC; dup2 takes the mark off.
  if (!plan.spawn->body && ::syscall(SYS_close_range, 3U, ~0U, 4U /* CLOSE_RANGE_CLOEXEC */) != 0 && errno != ENOSYS) {
    return false;
  }
  for (const auto& [ours, theirs] : plan.descriptors) {
    if (::dup2(ours, theirs) < 0) return false;
  }
  for (int standard = 0; standard < 3; ++standard) {
    bool named = false;
    for (const auto& placed : plan.descriptors) named |= placed.second == standard;
    if (!named && ::dup2(plan.null_device, standard) < 0) return false;
  }
  return true;
}

// Without an execve nothing closes by itself.
void close_the_rest(const Plan& plan) {
  for (int number = 3; number <= plan.last; ++number) {
    bool named = false;
    for (const auto& placed : plan.descriptors) named |= placed.second == number;
    if (!named) ::close(number);
  }
  ::syscall(SYS_close_range, static_cast<unsigned>(plan.last) + 1, ~0U, 0U);
}

void reset_signals() {
  struct sigaction as_usual {};
  as_usual.sa_handler = SIG_DFL;
  for (int number = 1; number < NSIG; ++number) ::sigaction(number, &as_usual, nullptr);
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

// In the child: everything that comes before the program or the body.
Failure prepare(const Plan& plan) {
  if (plan.spawn->new_session) ::setsid();
  if (plan.spawn->dies_with_us) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != plan.parent) ::_exit(127);  // we died before the line above
  }
  if (plan.folder && ::chdir(plan.folder) != 0) return {Step::folder, errno};
  if (!place_descriptors(plan)) return {Step::descriptors, errno};
  if (!apply_limits(plan.spawn->limits)) return {Step::limits, errno};
  reset_signals();
  return {};
}

[[noreturn]] void become_program(const Plan& plan, volatile Failure* failure) {
  Failure failed = prepare(plan);
  if (failed.step == Step::none) {
    ::execve(plan.program, plan.words.data(), plan.environment.data());
    failed = {Step::program, errno};
  }
  failure->step = failed.step;
  failure->number = failed.number;
  ::_exit(127);
}

[[noreturn]] void become_body(Plan& plan, int report) {
  const Failure failed = prepare(plan);
  const bool told = ::write(report, &failed, sizeof failed) == sizeof failed;
  if (!told || failed.step != Step::none) ::_exit(127);
  close_the_rest(plan);
  ::environ = plan.environment.data();
  const int result = plan.spawn->body();
  std::fflush(nullptr);
  ::_exit(result);
}

std::vector<char*> pointers(const std::vector<std::string>& texts) {
  std::vector<char*> list;
  list.reserve(texts.size() + 1);
  for (const std::string& text : texts) list.push_back(const_cast<char*>(text.c_str()));
  list.push_back(nullptr);
  return list;
}

// Sources are moved above every target first, so that placing one never overwrites another.
Result<std::vector<Descriptor>> lift(Plan& plan) {
  std::vector<Descriptor> lifted;
  for (const auto& placed : plan.descriptors) plan.last = std::max(plan.last, placed.second);
  for (auto& [ours, theirs] : plan.descriptors) {
    lifted.emplace_back(::fcntl(ours, F_DUPFD_CLOEXEC, plan.last + 1));
    if (!lifted.back()) return error_of_errno(errno, "hand a descriptor to", plan.program);
    ours = lifted.back().get();
  }
  lifted.emplace_back(::open("/dev/null", O_RDWR | O_CLOEXEC));
  plan.null_device = lifted.back().get();
  return lifted;
}

Error error_of(const Failure& failure, const Spawn& spawn) {
  switch (failure.step) {
    case Step::folder:
      return error_of_errno(failure.number, "enter the folder", spawn.folder);
    case Step::limits:
      return error_of_errno(failure.number, "set the limits of", spawn.words[0]);
    case Step::descriptors:
      return error_of_errno(failure.number, "hand the descriptors to", spawn.words[0]);
    default:
      return error_of_errno(failure.number, "start", spawn.words[0]);
  }
}

Result<pid_t> start_program(const Plan& plan, Failure& failure) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
  const pid_t pid = ::vfork();
#pragma GCC diagnostic pop
  if (pid == 0) become_program(plan, &failure);
  if (pid < 0) return error_of_errno(errno, "start", plan.program);
  return pid;
}

Result<pid_t> start_body(Plan& plan, Failure& failure) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return error_of_errno(errno, "start", plan.program);
  const Descriptor outcome(ends[0]);
  Descriptor low(ends[1]), report(::fcntl(low.get(), F_DUPFD_CLOEXEC, plan.last + 1));
  const pid_t pid = report ? ::fork() : -1;
  if (pid == 0) become_body(plan, report.get());
  if (pid < 0) return error_of_errno(errno, "start", plan.program);
  low.reset();
  report.reset();
  // Its end is seen by whoever waits for the child; here only whether it came as far as the body.
  if (platform::read_whole(outcome.get(), reinterpret_cast<char*>(&failure), sizeof failure) != sizeof failure) {
    failure = {};
  }
  return pid;
}

}  // namespace

Result<Child> spawn(const Spawn& spawn) {
  if (spawn.words.empty()) return Error{Code::internal, "no program to start"};
  Plan plan{spawn.words[0].c_str(),
            pointers(spawn.words),
            pointers(spawn.environment),
            spawn.folder.empty() ? nullptr : spawn.folder.c_str(),
            spawn.descriptors,
            2,
            -1,
            &spawn,
            ::getpid()};
  const std::vector<Descriptor> lifted = TRY(lift(plan));
  Failure failure;
  sigset_t every, before;
  sigfillset(&every);
  ::pthread_sigmask(SIG_SETMASK, &every, &before);  // no handler of ours runs in the child
  const auto pid = spawn.body ? start_body(plan, failure) : start_program(plan, failure);
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
  if (!pid.ok()) return pid.error();
  if (failure.step != Step::none) {
    while (::waitpid(*pid, nullptr, 0) < 0 && errno == EINTR) {
    }
    return error_of(failure, spawn);
  }
  return adopt(*pid);
}

Child adopt(int pid) {
  Child child;
  child.pid_ = pid;
  child.pidfd_ = Descriptor(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
  return child;
}

}  // namespace lunokhod::process
