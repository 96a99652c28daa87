// vfork and execve by hand: posix_spawn knows neither resource limits nor the death signal. Between vfork and execve
// the child shares our memory, so it calls system calls only and allocates nothing.
#include "lunokhod/platform/process.hpp"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>

namespace lunokhod::process {
namespace {

struct Plan {
  const char* program;
  std::vector<char*> words, environment;
  const char* folder;
  std::vector<std::pair<int, int>> descriptors;
  int null_device;
  const Spawn* spawn;
  int parent;
};

enum class Step : int { none, folder, descriptors, limits, program };

struct Failure {
  Step step = Step::none;
  int number = 0;
};

bool limit(int resource, std::uint64_t value) {
  if (value == 0) return true;
  const rlimit both{value, value};
  return ::setrlimit(static_cast<__rlimit_resource_t>(resource), &both) == 0;
}

bool apply_limits(const Limits& limits) {
  const rlimit no_core{0, 0};
  return ::setrlimit(RLIMIT_CORE, &no_core) == 0 && limit(RLIMIT_DATA, limits.data_bytes) &&
         limit(RLIMIT_CPU, limits.cpu_seconds) && limit(RLIMIT_NOFILE, limits.open_files);
}

bool place_descriptors(const Plan& plan) {
  // Whatever is open in this process closes at execve, even if somebody forgot O_CLOEXEC; dup2 takes the mark off.
  if (::syscall(SYS_close_range, 3U, ~0U, 4U /* CLOSE_RANGE_CLOEXEC */) != 0 && errno != ENOSYS) return false;
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

void reset_signals() {
  struct sigaction as_usual {};
  as_usual.sa_handler = SIG_DFL;
  for (int number = 1; number < NSIG; ++number) ::sigaction(number, &as_usual, nullptr);
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

[[noreturn]] void become(const Plan& plan, volatile Failure* failure) {
  const auto give_up = [&](Step step) {
    failure->step = step;
    failure->number = errno;
    ::_exit(127);
  };
  if (plan.spawn->new_session) ::setsid();
  if (plan.spawn->dies_with_us) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != plan.parent) ::_exit(127);  // we died before the line above
  }
  if (plan.folder && ::chdir(plan.folder) != 0) give_up(Step::folder);
  if (!place_descriptors(plan)) give_up(Step::descriptors);
  if (!apply_limits(plan.spawn->limits)) give_up(Step::limits);
  reset_signals();
  ::execve(plan.program, plan.words.data(), plan.environment.data());
  give_up(Step::program);
  __builtin_unreachable();
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
  int last = 2;
  for (const auto& placed : plan.descriptors) last = std::max(last, placed.second);
  for (auto& [ours, theirs] : plan.descriptors) {
    lifted.emplace_back(::fcntl(ours, F_DUPFD_CLOEXEC, last + 1));
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

}  // namespace

Result<Child> spawn(const Spawn& spawn) {
  if (spawn.words.empty()) return Error{Code::internal, "no program to start"};
  Plan plan{spawn.words[0].c_str(),
            pointers(spawn.words),
            pointers(spawn.environment),
            spawn.folder.empty() ? nullptr : spawn.folder.c_str(),
            spawn.descriptors,
            -1,
            &spawn,
            ::getpid()};
  const std::vector<Descriptor> lifted = TRY(lift(plan));
  Failure failure;
  sigset_t every, before;
  sigfillset(&every);
  ::pthread_sigmask(SIG_SETMASK, &every, &before);  // no handler of ours runs in the child
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
  const pid_t pid = ::vfork();
#pragma GCC diagnostic pop
  if (pid == 0) become(plan, &failure);
  const int vfork_failure = errno;
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
  if (pid < 0) return error_of_errno(vfork_failure, "start", spawn.words[0]);
  if (failure.step != Step::none) {
    while (::waitpid(pid, nullptr, 0) < 0 && errno == EINTR) {
    }
    return error_of(failure, spawn);
  }
  return adopt(pid);
}

Child adopt(int pid) {
  Child child;
  child.pid_ = pid;
  child.pidfd_ = Descriptor(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
  return child;
}

}  // namespace lunokhod::process
