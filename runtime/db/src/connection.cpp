#include "lunokhod/db/connection.hpp"

#include <utility>

#include "frame_sink.hpp"

namespace lunokhod::db {
namespace {

class ValueSink final : public RowSink {
 public:
  Rows rows;

  void start(std::vector<std::string> names) override { rows.names = std::move(names); }
  void begin_row() override { rows.rows.emplace_back(rows.names.size()); }
  void cell(std::size_t column, const Cell& cell) override {
    Value& value = rows.rows.back()[column];
    switch (cell.type) {
      case CellType::null:
        break;
      case CellType::boolean:
        value = Value(cell.integer != 0);
        break;
      case CellType::integer:
        value = Value(cell.integer);
        break;
      case CellType::real:
        value = Value(cell.real);
        break;
      default:
        value = Value(std::string(cell.text));
        break;
    }
  }
};

}  // namespace

Result<std::int64_t> Connection::execute(std::string_view statement, const Parameters& parameters) {
  return run(statement, parameters, nullptr);
}

Result<Rows> Connection::query(std::string_view statement, const Parameters& parameters) {
  ValueSink sink;
  TRY(run(statement, parameters, &sink));
  return std::move(sink.rows);
}

Result<Frame> Connection::query_frame(std::string_view statement, const Parameters& parameters) {
  FrameSink sink;
  TRY(run(statement, parameters, &sink));
  return sink.finish();
}

Result<void> Connection::set_durable(bool durable) {
  if (is_postgres()) return script(durable ? "SET synchronous_commit = on" : "SET synchronous_commit = off");
  return script(durable ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL");
}

Result<void> Connection::begin() {
  TRY(execute(is_postgres() ? "BEGIN" : "BEGIN IMMEDIATE"));
  return {};
}

Result<void> Connection::commit() {
  TRY(execute("COMMIT"));
  return {};
}

Result<void> Connection::rollback() {
  TRY(execute("ROLLBACK"));
  return {};
}

Result<Transaction> Transaction::begin(Connection& connection) {
  CHECKED(connection.begin());
  return Transaction(connection);
}

Transaction::Transaction(Transaction&& other) noexcept : connection_(std::exchange(other.connection_, nullptr)) {}

Transaction::~Transaction() {
  if (connection_) (void)connection_->rollback();
}

Result<void> Transaction::commit() {
  CHECKED(connection_->commit());  // a failed commit is rolled back by the destructor
  connection_ = nullptr;
  return {};
}

}  // namespace lunokhod::db
