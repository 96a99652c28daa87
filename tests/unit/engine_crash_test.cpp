// kill -9 at random moments, of the orchestrator, of a supervisor or of a script; a reader takes reports out of the
// ready folder as they come. Whatever happens: no task is lost, none stays "under way", each report arrives once and
// whole.
#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <map>
#include <random>
#include <set>

#include "engine_workshop.hpp"
#include "lunokhod/engine/drafts.hpp"
#include "lunokhod/platform/process_tree.hpp"
#include "lunokhod/platform/signals.hpp"
#include "postgres_cluster.hpp"

namespace lunokhod::engine {
namespace {

constexpr int wanted_kills = 200;
constexpr std::size_t tasks_at_once = 3;

class CrashLaboratory {
 public:
  explicit CrashLaboratory(Workshop& shop) : shop_(shop) {
    ::prctl(PR_SET_CHILD_SUBREAPER, 1);  // orphans of a killed orchestrator come to us, to be waited for
    // Two writes, so that half a report would be seen; a name of its own per run, so that two reports would be.
    shop.script("А",
                "set -e; P=\"$TASK_DRAFTS/.part$$\"; head -c 60000 /dev/zero > \"$P\"; echo end of $TASK_ID >> \"$P\"\n"
                "mv \"$P\" \"${D}_$$.csv\"");
  }
  ~CrashLaboratory() { ::prctl(PR_SET_CHILD_SUBREAPER, 0); }

  void add_tasks() {
    while (open_.size() < tasks_at_once) open_.insert(shop_.task("А"));
  }

  // One pass in a process of its own, cut short after `moment` microseconds by killing one of its processes.
  bool cut_short(std::int64_t moment, std::mt19937& random) {
    const int orchestrator = ::fork();
    if (orchestrator == 0) {
      try {
        shop_.pass();
      } catch (...) {
      }
      ::_exit(0);
    }
    wait_readable({}, moment);
    std::vector<int> victims = process::descendants(orchestrator);
    victims.push_back(orchestrator);
    const bool killed = ::kill(victims[random() % victims.size()], SIGKILL) == 0 && !has_ended(orchestrator);
    if (random() % 2) wait_for_everybody();  // else the next pass begins while orphans still work
    return killed;
  }

  void wait_for_everybody() {
    while (::waitpid(-1, nullptr, 0) > 0) {
    }
  }

  // Takes what is in the ready folder, as the program that loads the reports does.
  void read_reports() {
    for (const std::string& name : shop_.ready()) {
      if (name.starts_with(".")) continue;
      const std::string path = join_path(shop_.config.ready, name);
      const std::string text = testing::TemporaryFolder::read(path);
      const std::vector<std::int64_t> ids = ids_in_draft(name);
      ASSERT_EQ(ids.size(), 1u) << name;
      const std::string end = "end of " + std::to_string(ids[0]) + "\n";
      EXPECT_EQ(text.size(), 60000 + end.size()) << name;
      EXPECT_TRUE(text.ends_with(end)) << name;
      ++reports_[ids[0]];
      ASSERT_TRUE(remove_file(path).ok());
    }
  }

  void settle_finished() {
    Registry registry = shop_.registry();
    std::erase_if(open_, [&](std::int64_t id) { return registry.task(id).value()->status == "CREATED"; });
  }

  std::size_t open() const { return open_.size(); }
  const std::map<std::int64_t, int>& reports() const { return reports_; }

 private:
  static bool has_ended(int pid) {
    siginfo_t information{};
    return ::waitid(P_PID, static_cast<id_t>(pid), &information, WEXITED | WNOHANG | WNOWAIT) == 0 &&
           information.si_pid == pid && information.si_code == CLD_EXITED;
  }

  Workshop& shop_;
  std::set<std::int64_t> open_;
  std::map<std::int64_t, int> reports_;
};

std::int64_t time_of_a_pass(Workshop& shop) {
  const std::int64_t start = shop.clock.monotonic_microseconds();
  shop.pass();
  return shop.clock.monotonic_microseconds() - start;
}

void survive(Workshop& shop, unsigned seed, int kills_wanted) {
  std::mt19937 random(seed);
  CrashLaboratory laboratory(shop);
  laboratory.add_tasks();
  const std::int64_t longest = time_of_a_pass(shop) * 5 / 4;
  laboratory.read_reports();
  laboratory.settle_finished();
  int kills = 0;
  for (int round = 0; kills < kills_wanted && round < 10 * kills_wanted; ++round) {
    laboratory.add_tasks();
    kills += laboratory.cut_short(static_cast<std::int64_t>(random() % static_cast<unsigned>(longest)), random);
    laboratory.read_reports();
    laboratory.settle_finished();
  }
  EXPECT_GE(kills, kills_wanted);
  laboratory.wait_for_everybody();
  for (int pass = 0; pass < 5 && laboratory.open() > 0; ++pass) {
    shop.pass();
    laboratory.settle_finished();
  }
  laboratory.read_reports();
  EXPECT_EQ(laboratory.open(), 0u) << "a task is stuck";
  const std::vector<Task> tasks = shop.registry().tasks({}).value();
  for (const Task& task : tasks) {
    EXPECT_EQ(task.status, "CREATED") << task.id << " " << task.error_reason << " " << task.error_detail;
    const auto found = laboratory.reports().find(task.id);
    EXPECT_EQ(found == laboratory.reports().end() ? 0 : found->second, 1) << "reports of task " << task.id;
  }
  EXPECT_EQ(laboratory.reports().size(), tasks.size());
  EXPECT_TRUE(shop.registry().ids_with_unfinished_delivery()->empty());
}

TEST(Crash, killed_at_random_moments_no_task_is_lost_stuck_or_delivered_twice) {
  Workshop shop;
  survive(shop, 20261121, wanted_kills);
}

TEST(Crash, nor_when_the_registry_is_on_postgres) {
  testing::PostgresCluster& cluster = testing::PostgresCluster::shared();
  if (!cluster.running()) GTEST_SKIP() << cluster.why_not();
  Workshop shop(cluster.fresh_database());
  survive(shop, 15, wanted_kills / 4);
}

TEST(Crash, nor_when_the_ready_folder_is_on_another_file_system) {
  Workshop shop;
  shop.config.ready = "/dev/shm/lunokhod-crash-" + std::to_string(::getpid());
  ASSERT_TRUE(make_folders(shop.config.ready).ok());
  if (same_file_system(shop.folder.path(), shop.config.ready).value()) GTEST_SKIP() << "no second file system here";
  survive(shop, 5, wanted_kills / 4);
  std::filesystem::remove_all(shop.config.ready);
}

}  // namespace
}  // namespace lunokhod::engine
