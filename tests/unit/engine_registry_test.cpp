#include "lunokhod/engine/registry.hpp"

#include <gtest/gtest.h>

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
  Claimant us() const { return {"machine:lock", 7, "processing.lua", ""}; }

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
  end.delivered = true;
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

TEST(PostgresRegistry, a_lease_of_another_machine_is_respected_until_it_ends) {
  if (!PostgresCluster::shared().running()) GTEST_SKIP() << PostgresCluster::shared().why_not();
  ManualClock clock{1'790'000'000'000'000};
  Registry registry =
      std::move(*Registry::open(PostgresCluster::shared().fresh_database(), clock, Registry::Mode::create));
  const std::int64_t id = registry.add({"a.xlsx", "", "", "", {}, {}}).value();
  const auto theirs = registry.claim(id, {"theirs", 1, "", ""});
  ASSERT_TRUE(theirs->has_value());
  EXPECT_FALSE(registry.claim(id, {"ours", 1, "", ""})->has_value());
  EXPECT_TRUE(registry.renew((*theirs)->task).value());
  ASSERT_TRUE(
      registry.connection().script("UPDATE ops.file_registry SET lease_until = now() - interval '1 second'").ok());
  EXPECT_TRUE(registry.claim(id, {"ours", 1, "", ""})->has_value());
  EXPECT_FALSE(registry.renew((*theirs)->task).value());
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
