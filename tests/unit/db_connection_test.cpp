#include "lunokhod/db/connection.hpp"

#include <gtest/gtest.h>

#include "lunokhod/base/calendar.hpp"
#include "postgres_cluster.hpp"
#include "temporary_folder.hpp"

namespace lunokhod::db {
namespace {

using testing::PostgresCluster;
using testing::TemporaryFolder;

// Everything that is the same for both databases runs on both.
class EveryDatabase : public ::testing::TestWithParam<Dialect> {
 protected:
  void SetUp() override {
    if (GetParam() == Dialect::sqlite) {
      address_ = folder_.path("base.sqlite");
    } else if (PostgresCluster::shared().running()) {
      address_ = PostgresCluster::shared().fresh_database();
    } else {
      GTEST_SKIP() << PostgresCluster::shared().why_not();
    }
    connection_ = open_again();
    ASSERT_TRUE(connection_);
  }

  std::unique_ptr<Connection> open_again() {
    auto opened = open(address_);
    EXPECT_TRUE(opened.ok()) << opened.error().text();
    return opened.ok() ? std::move(*opened) : nullptr;
  }

  TemporaryFolder folder_;
  std::string address_;
  std::unique_ptr<Connection> connection_;
};

TEST_P(EveryDatabase, parameters_are_bound_and_come_back_as_they_were) {
  const std::string nasty = "it's \"x\"; DROP TABLE t; -- \n 🚀 ?";
  ASSERT_TRUE(connection_->script("CREATE TABLE t (a TEXT, b BIGINT, c DOUBLE PRECISION, d TEXT)").ok());
  const auto added = connection_->execute("INSERT INTO t VALUES (?, ?, ?, ?), ('what?', 2, 2.5, 'x')",
                                          {nasty, std::int64_t{9'007'199'254'740'993}, 0.1, Value()});
  ASSERT_TRUE(added.ok()) << added.error().text();
  EXPECT_EQ(*added, 2);
  const auto rows = connection_->query("SELECT a, b, c, d FROM t WHERE a = ? /* ? */", {nasty});
  ASSERT_TRUE(rows.ok()) << rows.error().text();
  ASSERT_EQ(rows->size(), 1u);
  EXPECT_EQ(rows->names, (std::vector<std::string>{"a", "b", "c", "d"}));
  const auto& row = rows->rows[0];
  EXPECT_EQ(*row[0].as_text(), nasty);
  EXPECT_EQ(*row[1].as_integer(), 9'007'199'254'740'993);
  EXPECT_EQ(*row[2].as_float(), 0.1);
  EXPECT_TRUE(row[3].is_null());
}

TEST_P(EveryDatabase, a_transaction_that_is_dropped_leaves_nothing) {
  ASSERT_TRUE(connection_->script("CREATE TABLE t (a BIGINT)").ok());
  {
    auto transaction = Transaction::begin(*connection_);
    ASSERT_TRUE(connection_->execute("INSERT INTO t VALUES (1)").ok());
  }
  {
    auto transaction = Transaction::begin(*connection_);
    ASSERT_TRUE(connection_->execute("INSERT INTO t VALUES (2)").ok());
    ASSERT_TRUE(transaction->commit().ok());
  }
  const auto rows = open_again()->query("SELECT a FROM t");
  ASSERT_EQ(rows->size(), 1u);
  EXPECT_EQ(*rows->rows[0][0].as_integer(), 2);
}

TEST_P(EveryDatabase, an_error_shows_the_first_words_and_no_literal) {
  const auto failed = connection_->query("SELECT * FROM nowhere WHERE password = 'secret123'");
  ASSERT_FALSE(failed.ok());
  EXPECT_EQ(failed.error().code, Code::database);
  EXPECT_NE(failed.error().text().find("SELECT * FROM nowhere"), std::string::npos) << failed.error().text();
  EXPECT_EQ(failed.error().text().find("secret123"), std::string::npos) << failed.error().text();
}

TEST_P(EveryDatabase, a_wrong_number_of_parameters_is_an_error) {
  EXPECT_FALSE(connection_->query("SELECT ?", {}).ok());
  EXPECT_FALSE(connection_->query("SELECT 1", {Value(1)}).ok());
}

TEST_P(EveryDatabase, a_statement_is_usable_again_after_it_failed) {
  ASSERT_TRUE(connection_->script("CREATE TABLE t (a BIGINT PRIMARY KEY)").ok());
  ASSERT_TRUE(connection_->execute("INSERT INTO t VALUES (?)", {Value(1)}).ok());
  EXPECT_FALSE(connection_->execute("INSERT INTO t VALUES (?)", {Value(1)}).ok());
  EXPECT_TRUE(connection_->execute("INSERT INTO t VALUES (?)", {Value(2)}).ok());
}

TEST_P(EveryDatabase, a_query_becomes_a_frame) {
  ASSERT_TRUE(connection_
                  ->script("CREATE TABLE t (n BIGINT, x DOUBLE PRECISION, s TEXT);"
                           "INSERT INTO t VALUES (1, NULL, 'один'), (NULL, 2.5, NULL), (3, 4, '007')")
                  .ok());
  const auto frame = connection_->query_frame("SELECT n, x, s, s FROM t");
  ASSERT_TRUE(frame.ok()) << frame.error().text();
  EXPECT_EQ(frame->height(), 3u);
  EXPECT_EQ(frame->names(), (std::vector<std::string>{"n", "x", "s", "s_2"}));
  EXPECT_EQ(frame->column(0).dtype, Dtype::integer);
  EXPECT_EQ(frame->column(1).dtype, Dtype::float_);
  EXPECT_EQ(frame->column(2).dtype, Dtype::text);
  EXPECT_TRUE(frame->column(0).is_null(1));
  EXPECT_EQ(frame->column(1).as_float(2), 4.0);
  EXPECT_EQ(frame->column(2).as_text(2), "007");
}

INSTANTIATE_TEST_SUITE_P(Databases, EveryDatabase, ::testing::Values(Dialect::sqlite, Dialect::postgres),
                         [](const auto& which) { return which.param == Dialect::sqlite ? "sqlite" : "postgres"; });

TEST(Sqlite, a_column_of_several_kinds_becomes_text_and_numbers_become_float) {
  TemporaryFolder folder;
  const auto connection = std::move(*open(folder.path("base.sqlite")));
  const auto frame =
      connection->query_frame("SELECT 1 AS n, 1 AS m UNION ALL SELECT 2.5, 'x' UNION ALL SELECT 3, 0.25");
  ASSERT_TRUE(frame.ok()) << frame.error().text();
  EXPECT_EQ(frame->column(0).dtype, Dtype::float_);
  EXPECT_EQ(frame->column(0).as_float(2), 3.0);
  EXPECT_EQ(frame->column(1).dtype, Dtype::text);
  EXPECT_EQ(frame->column(1).as_text(0), "1");
  EXPECT_EQ(frame->column(1).as_text(2), "0.25");
}

TEST(Sqlite, a_writer_waits_for_another_and_says_busy_when_it_does_not_end) {
  TemporaryFolder folder;
  const auto first = std::move(*open(folder.path("base.sqlite")));
  Options hurry;
  hurry.busy_timeout_ms = 1;
  const auto second = std::move(*open(folder.path("base.sqlite"), hurry));
  ASSERT_TRUE(first->begin().ok());
  const auto refused = second->begin();
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, Code::busy);
  ASSERT_TRUE(first->commit().ok());
  EXPECT_TRUE(second->begin().ok());
}

TEST(Sqlite, without_create_a_missing_file_stays_missing) {
  TemporaryFolder folder;
  Options options;
  options.create = false;
  EXPECT_FALSE(open(folder.path("base.sqlite"), options).ok());
  EXPECT_FALSE(std::filesystem::exists(folder.path("base.sqlite")));
}

TEST(Sqlite, a_reader_changes_nothing_and_leaves_nothing_beside_the_file) {
  TemporaryFolder folder;
  const std::string path = folder.path("odd %name?#.sqlite");
  {
    const auto writer = std::move(*open(path));
    ASSERT_TRUE(writer->script("CREATE TABLE t (a); INSERT INTO t VALUES (5)").ok());
    Options read_only;
    read_only.read_only = true;
    EXPECT_EQ(open(path, read_only).value()->query("SELECT a FROM t")->size(), 1u) << "while somebody writes";
  }
  Options read_only;
  read_only.read_only = true;
  {
    const auto reader = std::move(*open(path, read_only));
    EXPECT_EQ(*reader->query("SELECT a FROM t")->rows[0][0].as_integer(), 5);
    EXPECT_FALSE(reader->execute("INSERT INTO t VALUES (6)").ok());
  }
  const std::filesystem::directory_iterator entries(folder.path());
  EXPECT_EQ(std::distance(begin(entries), end(entries)), 1);
}

TEST(Sqlite, commits_are_durable_and_readers_do_not_wait) {
  TemporaryFolder folder;
  const auto connection = std::move(*open(folder.path("base.sqlite")));
  EXPECT_EQ(*connection->query("PRAGMA journal_mode")->rows[0][0].as_text(), "wal");
  EXPECT_EQ(*connection->query("PRAGMA synchronous")->rows[0][0].as_integer(), 2);
}

TEST(Postgres, exact_types_arrive_as_such) {
  if (!PostgresCluster::shared().running()) GTEST_SKIP() << PostgresCluster::shared().why_not();
  const auto connection = std::move(*open(PostgresCluster::shared().fresh_database()));
  const auto frame = connection->query_frame(
      "SELECT 12.50::numeric AS money, DATE '2025-12-31' AS day, TIMESTAMP '2025-12-31 10:00:00' AS moment, true AS "
      "yes "
      "UNION ALL SELECT 0.125, NULL, NULL, false");
  ASSERT_TRUE(frame.ok()) << frame.error().text();
  EXPECT_EQ(frame->column(0).dtype, Dtype::decimal);
  EXPECT_EQ(frame->column(0).display(0), "12.500");
  EXPECT_EQ(frame->column(0).display(1), "0.125");
  EXPECT_EQ(frame->column(1).dtype, Dtype::date);
  EXPECT_EQ(frame->column(1).as_integer(0), calendar::days_from_civil(2025, 12, 31));
  EXPECT_EQ(frame->column(2).dtype, Dtype::datetime);
  EXPECT_EQ(frame->column(3).dtype, Dtype::boolean);
}

TEST(Postgres, a_server_that_is_not_there_is_an_error_without_the_password) {
  const auto refused = open("postgres://someone:hunter2@/base?host=/nowhere");
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().text().find("hunter2"), std::string::npos) << refused.error().text();
  EXPECT_NE(refused.error().text().find("someone"), std::string::npos);
}

TEST(Address, a_password_is_masked) {
  EXPECT_EQ(safe_address("postgres://a:b@h/d"), "postgres://a:***@h/d");
  EXPECT_EQ(safe_address("postgres://a:b@c@h/d"), "postgres://a:***@h/d");
  EXPECT_EQ(safe_address("postgres://a@h/d?password=x&host=y"), "postgres://a@h/d?password=***&host=y");
  EXPECT_EQ(safe_address("registry.sqlite"), "registry.sqlite");
  EXPECT_EQ(open("mysql://a:b@h/d").error().code, Code::configuration);
}

}  // namespace
}  // namespace lunokhod::db
