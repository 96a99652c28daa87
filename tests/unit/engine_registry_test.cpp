#include "lunokhod/engine/registry.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <set>
#include <thread>

#include "lunokhod/platform/process_identity.hpp"
#include "postgres_cluster.hpp"
#include "temporary_folder.hpp"

namespace lunokhod::engine {
namespace {

using testing::PostgresCluster;
using testing::TemporaryFolder;

class EveryRegistry : public ::testing::TestWithParam<bool> {
 protected:
  void SetUp() override {
    if (!GetParam()) {
      store_ = folder_.path("registry.sqlite");
    } else if (PostgresCluster::shared().running()) {
      store_ = PostgresCluster::shared().fresh_database();
    } else {
      GTEST_SKIP() << PostgresCluster::shared().why_not();
    }
  }

  Registry open(Registry::Mode mode = Registry::Mode::create) {
    auto opened = Registry::open(store_, clock_, mode);
    if (!opened.ok()) throw std::runtime_error(opened.error().text());
    return std::move(*opened);
  }
  std::string table() const { return GetParam() ? "ops.file_registry" : "file_registry"; }
  Claimant us() const { return {7, "processing.lua", ""}; }

  TemporaryFolder folder_;
  std::string store_;
  ManualClock clock_{1'790'000'000'000'000};
};

TEST_P(EveryRegistry, rows_of_another_program_are_taken_oldest_upload_first) {
  Registry registry = open();
  ASSERT_TRUE(
      registry.connection()
          .script("INSERT INTO " + table() +
                  " (file_path, status, data_provider, report_year, report_month, client_name, report_type, "
                  "uploaded_at, created_at) VALUES "
                  "('b.xlsx', 'NEW', 'Сеть', 2025, 12, 'Б', 'sales', '2025-12-31 10:00:00', '2025-12-31 10:00:00'),"
                  "('a.xlsx', 'ERROR', 'Сеть', 2025, 12, 'Б', 'sales', '2025-12-30 10:00:00', '2026-01-01 10:00:00'),"
                  "('c.xlsx', 'CREATED', 'Сеть', 2025, 12, 'Б', 'sales', '2025-12-01', '2025-12-01')")
          .ok());
  TaskFilter filter;
  filter.pending_only = true;
  const auto tasks = registry.tasks(filter);
  ASSERT_TRUE(tasks.ok()) << tasks.error().text();
  ASSERT_EQ(tasks->size(), 2u);
  EXPECT_EQ((*tasks)[0].file_path, "a.xlsx");
  EXPECT_EQ((*tasks)[1].file_path, "b.xlsx");
  EXPECT_EQ((*tasks)[1].report_year, "2025");
  EXPECT_EQ((*tasks)[1].data_provider, "Сеть");
}

TEST_P(EveryRegistry, an_insert_of_the_least_columns_is_a_new_task) {
  Registry registry = open();
  ASSERT_TRUE(registry.connection().script("INSERT INTO " + table() + " (file_path) VALUES ('a.xlsx')").ok());
  const auto task = registry.task(1);
  ASSERT_TRUE(task.ok() && task->has_value());
  EXPECT_EQ((*task)->status, "NEW");
  EXPECT_FALSE((*task)->uploaded_at.empty());
}

TEST_P(EveryRegistry, a_table_the_customer_made_is_completed_and_keeps_its_rows) {
  {
    auto connection = std::move(*db::open(store_));
    ASSERT_TRUE(connection
                    ->script(GetParam() ? "CREATE SCHEMA ops; CREATE TABLE ops.file_registry (id SERIAL PRIMARY KEY, "
                                          "file_path VARCHAR(500), status VARCHAR(20), error_reason VARCHAR(100), "
                                          "data_provider VARCHAR(100), report_year INT, report_month INT, "
                                          "client_name VARCHAR(100), report_type VARCHAR(50), uploaded_at TIMESTAMP, "
                                          "created_at TIMESTAMP)"
                                        : "CREATE TABLE file_registry (id INTEGER PRIMARY KEY, file_path TEXT, status "
                                          "TEXT, error_reason TEXT, data_provider TEXT, report_year INT, report_month "
                                          "INT, client_name TEXT, report_type TEXT, uploaded_at TEXT, created_at TEXT)")
                    .ok());
    ASSERT_TRUE(connection
                    ->execute("INSERT INTO " + table() +
                              " VALUES (42, 'a.xlsx', 'NEW', NULL, 'Сеть', 2025, 1, 'Б', "
                              "'sales', '2025-12-31T10:00:00', '2025-12-31 10:00:00')")
                    .ok());
  }
  {
    // Before the migration, without changing anything.
    Registry reader = open(Registry::Mode::read_only);
    EXPECT_EQ(reader.task(42).value()->client_name, "Б");
  }
  for (int time = 0; time < 2; ++time) {
    Registry registry = open();
    EXPECT_EQ(registry.task(42).value()->file_path, "a.xlsx");
  }
  Registry registry = open(Registry::Mode::existing);
  ASSERT_TRUE(registry.claim(42, us())->has_value());
}

TEST_P(EveryRegistry, a_claim_makes_a_run_and_the_end_is_fenced_by_it) {
  Registry registry = open();
  const std::int64_t id = registry.add({"a.xlsx", "Сеть", "Б", "sales", 2025, 12}).value();
  auto first = registry.claim(id, us());
  ASSERT_TRUE(first.ok()) << first.error().text();
  ASSERT_TRUE(first->has_value());
  EXPECT_EQ(registry.task(id).value()->status, "PROCESSING");
  // The first run died: the second takes over, and what the first still writes changes nothing.
  const auto second = registry.claim(id, us());
  ASSERT_TRUE(second->has_value());
  RunEnd end;
  end.status = "CREATED";
  EXPECT_FALSE(registry.finish((*first)->task, end).value());
  std::vector<Delivery> deliveries = {{0, "d", "d", "t", "s"}};
  EXPECT_FALSE(registry.journal((*first)->task, deliveries).value());
  EXPECT_EQ(registry.task(id).value()->status, "PROCESSING");
  end.wall = 1500;
  end.log_tail = "the end";
  EXPECT_TRUE(registry.finish((*second)->task, end).value());
  EXPECT_EQ(registry.task(id).value()->status, "CREATED");
  const auto runs = registry.runs_of(id, 10);
  ASSERT_TRUE(runs.ok()) << runs.error().text();
  ASSERT_EQ(runs->size(), 2u);
  EXPECT_EQ((*runs)[0].state, "done");
  EXPECT_EQ((*runs)[0].wall, 1500);
  EXPECT_EQ((*runs)[0].log_tail, "the end");
  EXPECT_EQ((*runs)[1].state, "died");
  EXPECT_FALSE(registry.claim(id, us())->has_value()) << "finished rows are not claimed";
}

TEST_P(EveryRegistry, an_unfinished_delivery_is_handed_to_the_next_claim) {
  Registry registry = open();
  const std::int64_t id = registry.add({"a.xlsx", "Сеть", "Б", "sales", {}, {}}).value();
  const auto claim = registry.claim(id, us());
  std::vector<Delivery> deliveries = {{0, "/d/r.xlsx", "/d/r.xlsx", "/t/r.xlsx", "aa"}};
  ASSERT_TRUE(registry.journal((*claim)->task, deliveries).value());
  deliveries[0].target = "/t/r_2.xlsx";
  ASSERT_TRUE(registry.retarget((*claim)->task, deliveries[0]).value());
  EXPECT_EQ(registry.ids_with_unfinished_delivery().value(), std::vector<std::int64_t>{id});
  const auto next = registry.claim(id, us());
  ASSERT_EQ((*next)->unfinished.size(), 1u);
  EXPECT_EQ((*next)->unfinished[0].target, "/t/r_2.xlsx");
  RunEnd end;
  end.status = "CREATED";
  end.deliveries = JournalEnd::delivered;
  ASSERT_TRUE(registry.finish((*next)->task, end).value());
  EXPECT_TRUE(registry.ids_with_unfinished_delivery()->empty());
}

TEST_P(EveryRegistry, settling_changes_only_rows_that_still_are_as_seen) {
  Registry registry = open();
  const std::int64_t a = registry.add({"a.xlsx", "", "", "", {}, {}}).value();
  const std::int64_t b = registry.add({"b.xlsx", "", "", "", {}, {}}).value();
  ASSERT_TRUE(registry.settle({{a, "NEW", "DELETE", "", "the file is gone"}, {b, "ERROR", "DELETE", "", ""}}).ok());
  EXPECT_EQ(registry.task(a).value()->status, "DELETE");
  EXPECT_EQ(registry.task(b).value()->status, "NEW");
  EXPECT_TRUE(registry.retry(a).value());
  EXPECT_EQ(registry.task(a).value()->status, "NEW");
  EXPECT_TRUE(registry.remove(a).value());
  EXPECT_FALSE(registry.remove(a).value());
  EXPECT_FALSE(registry.task(a)->has_value());
}

INSTANTIATE_TEST_SUITE_P(Stores, EveryRegistry, ::testing::Bool(),
                         [](const auto& which) { return which.param ? "postgres" : "sqlite"; });

TEST(SqliteRegistry, reading_only_changes_and_makes_nothing) {
  TemporaryFolder folder;
  ManualClock clock;
  EXPECT_FALSE(Registry::open(folder.path("registry.sqlite"), clock, Registry::Mode::read_only).ok());
  EXPECT_FALSE(std::filesystem::exists(folder.path("registry.sqlite")));
}

// Two machines of one registry, and a row that the first is running.
class SharedRegistry : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!PostgresCluster::shared().running()) GTEST_SKIP() << PostgresCluster::shared().why_not();
    const std::string store = PostgresCluster::shared().fresh_database();
    theirs_.emplace(std::move(*Registry::open(store, clock_, Registry::Mode::create)));
    ours_.emplace(std::move(*Registry::open(store, clock_, Registry::Mode::create)));
    theirs_->act_as({"theirs:/w", "their boot:1:2", "their boot:7:70"});
    ours_->act_as({"ours:/w", "our boot:1:2", "our boot:7:70"});
    id_ = ours_->add({"a.xlsx", "", "", "", {}, {}}).value();
  }
  Claim they_run_it() { return theirs_->claim(id_, {7, "", ""}).value().value(); }
  bool we_get_it() { return ours_->claim(id_, {7, "", ""}).value().has_value(); }
  void end_their_lease() {
    ASSERT_TRUE(
        ours_->connection().script("UPDATE ops.file_registry SET lease_until = now() - interval '1 second'").ok());
  }

  ManualClock clock_{1'790'000'000'000'000};
  std::optional<Registry> theirs_, ours_;
  std::int64_t id_ = 0;
};

TEST_F(SharedRegistry, a_run_of_another_machine_is_left_alone_while_it_renews_its_lease) {
  const Claim claim = they_run_it();
  EXPECT_FALSE(we_get_it());
  end_their_lease();
  EXPECT_TRUE(theirs_->renew(claim.task).value());
  EXPECT_FALSE(we_get_it());
  end_their_lease();
  EXPECT_TRUE(we_get_it());
  EXPECT_FALSE(theirs_->renew(claim.task).value()) << "it has to stop";
  EXPECT_EQ(ours_->runs_of(id_, 5)->at(1).state, "died");
}

TEST_F(SharedRegistry, a_dead_run_under_the_callers_own_lock_is_taken_at_once) {
  they_run_it();
  ours_->act_as({"theirs:/w", "their boot:1:2", "their boot:8:80"});
  EXPECT_TRUE(we_get_it());
}

TEST_F(SharedRegistry, after_a_reboot_the_same_lock_file_is_another_lock) {
  they_run_it();
  ours_->act_as({"theirs:/w", "their next boot:1:2", "their next boot:7:70"});
  EXPECT_FALSE(we_get_it()) << "it may be a copy of that machine";
  end_their_lease();
  EXPECT_TRUE(we_get_it());
}

TEST_F(SharedRegistry, a_living_process_of_this_machine_is_not_robbed_though_its_lease_is_over) {
  const int sleeper = ::fork();
  if (sleeper == 0) {
    ::pause();
    ::_exit(0);
  }
  theirs_->act_as({"ours:/another workspace", "our boot:1:3", process::identity_of(sleeper)});
  they_run_it();
  end_their_lease();
  EXPECT_FALSE(we_get_it());
  EXPECT_EQ(ours_->runs_of(id_, 5)->size(), 1u) << "an attempt leaves nothing behind";
  ::kill(sleeper, SIGKILL);
  siginfo_t information{};
  ASSERT_EQ(::waitid(P_PID, static_cast<id_t>(sleeper), &information, WEXITED | WNOWAIT), 0);
  EXPECT_TRUE(we_get_it()) << "a zombie is dead";
  ::waitpid(sleeper, nullptr, 0);
}

TEST_F(SharedRegistry, a_row_that_another_machine_runs_is_neither_settled_nor_changed_by_hand) {
  const Claim claim = they_run_it();
  ASSERT_TRUE(ours_->settle({{id_, "PROCESSING", "DELETE", "", "not seen from here"}}).ok());
  EXPECT_FALSE(ours_->retry(id_).value());
  EXPECT_FALSE(ours_->remove(id_).value());
  EXPECT_EQ(ours_->task(id_).value()->status, "PROCESSING");
  RunEnd end;
  end.status = "CREATED";
  EXPECT_TRUE(theirs_->finish(claim.task, end).value());
  EXPECT_TRUE(ours_->retry(id_).value());
}

TEST_F(SharedRegistry, two_machines_that_claim_at_once_get_every_row_once) {
  constexpr int rows = 200;
  for (int i = 1; i < rows; ++i) ASSERT_TRUE(ours_->add({"a.xlsx", "", "", "", {}, {}}).ok());
  std::array<std::set<std::int64_t>, 2> got;
  const auto take_all = [&](Registry& registry, std::set<std::int64_t>& mine) {
    for (std::int64_t id = 1; id <= rows; ++id) {
      if (registry.claim(id, {7, "", ""}).value()) mine.insert(id);
    }
  };
  std::thread other([&] { take_all(*theirs_, got[0]); });
  take_all(*ours_, got[1]);
  other.join();
  EXPECT_EQ(got[0].size() + got[1].size(), std::size_t{rows});
  for (const std::int64_t id : got[0]) EXPECT_EQ(got[1].count(id), 0u) << id;
}

TEST(PostgresRegistry, one_orchestrator_holds_the_advisory_lock_and_loses_it_with_its_connection) {
  if (!PostgresCluster::shared().running()) GTEST_SKIP() << PostgresCluster::shared().why_not();
  ManualClock clock;
  const std::string store = PostgresCluster::shared().fresh_database();
  auto second = std::move(*Registry::open(store, clock, Registry::Mode::create));
  {
    auto first = std::move(*Registry::open(store, clock, Registry::Mode::create));
    EXPECT_TRUE(first.try_advisory_lock().value());
    EXPECT_FALSE(second.try_advisory_lock().value());
  }
  bool taken = false;
  for (int i = 0; i < 1000 && !taken; ++i) taken = second.try_advisory_lock().value();
  EXPECT_TRUE(taken);
}

}  // namespace
}  // namespace lunokhod::engine
