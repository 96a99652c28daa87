// One door to a database, whichever it is. The statement language differs, the manner does not: parameters are `?` and
// bound, never pasted; rows come as Values, or go straight into the columns of a frame; an error is Code::database
// with the first words of the statement and never a secret. A connection belongs to one thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lunokhod/base/error.hpp"
#include "lunokhod/base/value.hpp"
#include "lunokhod/frame/frame.hpp"

namespace lunokhod::db {

enum class Dialect : std::uint8_t { sqlite, postgres };

using Parameters = std::vector<Value>;

struct Rows {
  std::vector<std::string> names;
  std::vector<std::vector<Value>> rows;

  bool empty() const { return rows.empty(); }
  std::size_t size() const { return rows.size(); }
};

class RowSink;

class Connection {
 public:
  virtual ~Connection() = default;
  virtual Dialect dialect() const = 0;
  bool is_postgres() const { return dialect() == Dialect::postgres; }

  // The number of rows changed. A `?` that is an operator is written `??`.
  Result<std::int64_t> execute(std::string_view statement, const Parameters& parameters = {});
  Result<Rows> query(std::string_view statement, const Parameters& parameters = {});
  // Dtypes come from the database (PostgreSQL) or from the values (SQLite): integer, float, decimal, date, datetime,
  // boolean, else text.
  Result<Frame> query_frame(std::string_view statement, const Parameters& parameters = {});
  // Several statements without parameters, as migrations have them.
  virtual Result<void> script(const std::string& statements) = 0;

  // SQLite: BEGIN IMMEDIATE, so that a reader who then writes never meets BUSY.
  // False: the next commits may be lost in a power cut (never in a crash of a program), and cost no wait for the disk.
  Result<void> set_durable(bool durable);
  Result<void> begin();
  Result<void> commit();
  Result<void> rollback();

 protected:
  virtual Result<std::int64_t> run(std::string_view statement, const Parameters& parameters, RowSink* sink) = 0;
};

// Rolled back when it goes without commit().
class Transaction {
 public:
  static Result<Transaction> begin(Connection& connection);
  Transaction(Transaction&& other) noexcept;
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();
  Result<void> commit();

 private:
  explicit Transaction(Connection& connection) : connection_(&connection) {}
  Connection* connection_;
};

struct Options {
  bool create = true;  // SQLite: make the file when it is missing
  bool read_only = false;
  std::int64_t busy_timeout_ms = 20'000;  // how long another writer is waited for
};

// "postgres://user:password@host/base", "postgresql://…", or the path of a SQLite file ("sqlite:PATH" as well).
Result<std::unique_ptr<Connection>> open(const std::string& address, const Options& options = {});
bool is_postgres_address(std::string_view address);
// The address for logs and messages: the password is ***.
std::string safe_address(std::string_view address);

}  // namespace lunokhod::db
