// SQLite: WAL, so that readers never wait; synchronous=FULL, so that a commit survives a power cut; statements are
// prepared once and kept.
#include <sqlite3.h>

#include <algorithm>
#include <iterator>
#include <map>

#include "drivers.hpp"
#include "lunokhod/base/clock.hpp"
#include "lunokhod/platform/file_system.hpp"

namespace lunokhod::db {
namespace {

struct CloseDatabase {
  void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
};
struct FinalizeStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Database = std::unique_ptr<sqlite3, CloseDatabase>;
using Statement = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

// Back to its start whatever happens, so that it holds no lock.
struct Rewind {
  sqlite3_stmt* statement;
  ~Rewind() {
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
  }
};

void push_cell(sqlite3_stmt* statement, int column, RowSink& sink) {
  Cell cell;
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER:
      cell.type = CellType::integer;
      cell.integer = sqlite3_column_int64(statement, column);
      break;
    case SQLITE_FLOAT:
      cell.type = CellType::real;
      cell.real = sqlite3_column_double(statement, column);
      break;
    case SQLITE_NULL:
      break;
    default: {
      cell.type = CellType::text;
      const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement, column));
      cell.text = {bytes ? bytes : "", static_cast<std::size_t>(sqlite3_column_bytes(statement, column))};
    }
  }
  sink.cell(static_cast<std::size_t>(column), cell);
}

int bind(sqlite3_stmt* statement, int index, const Value& value) {
  if (const auto* text = value.as_text()) {
    return sqlite3_bind_text64(statement, index, text->data(), text->size(), SQLITE_STATIC, SQLITE_UTF8);
  }
  if (const auto* integer = value.as_integer()) return sqlite3_bind_int64(statement, index, *integer);
  if (const auto* real = value.as_float()) return sqlite3_bind_double(statement, index, *real);
  if (const auto* boolean = value.as_boolean()) return sqlite3_bind_int(statement, index, *boolean);
  return value.is_null() ? sqlite3_bind_null(statement, index) : SQLITE_MISMATCH;
}

// SQLite's own way to wait begins with a millisecond, as long as a whole transaction of ours takes.
int wait_for_the_writer(void* limit, int times) {
  static constexpr int pauses[] = {100, 200, 300, 500, 1000, 2000, 5000};
  static constexpr int last = static_cast<int>(std::size(pauses)) - 1;
  std::int64_t waited = 0;
  for (int i = 0; i < std::min(times, last); ++i) waited += pauses[i];
  waited += std::int64_t{std::max(times - last, 0)} * pauses[last];
  if (waited >= *static_cast<std::int64_t*>(limit)) return 0;
  SystemClock().sleep_microseconds(pauses[std::min(times, last)]);
  return 1;
}

class SqliteConnection final : public Connection {
 public:
  SqliteConnection(Database database, std::string path, std::int64_t busy_limit)
      : database_(std::move(database)), path_(std::move(path)), busy_limit_(busy_limit) {
    sqlite3_busy_handler(database_.get(), wait_for_the_writer, &busy_limit_);
  }

  Dialect dialect() const override { return Dialect::sqlite; }

  Result<void> script(const std::string& statements) override {
    if (sqlite3_exec(database_.get(), statements.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
      return error(statements);
    return {};
  }

 protected:
  Result<std::int64_t> run(std::string_view text, const Parameters& parameters, RowSink* sink) override {
    sqlite3_stmt* statement = TRY(prepared(text));
    const Rewind rewind{statement};
    if (sqlite3_bind_parameter_count(statement) != static_cast<int>(parameters.size())) {
      return Error{Code::invalid_argument,
                   "the statement has " + std::to_string(sqlite3_bind_parameter_count(statement)) + " parameters, " +
                       std::to_string(parameters.size()) + " were given: " + first_words(text)};
    }
    for (std::size_t i = 0; i < parameters.size(); ++i) {
      if (bind(statement, static_cast<int>(i) + 1, parameters[i]) != SQLITE_OK) return error(text);
    }
    const std::int64_t before = sqlite3_total_changes64(database_.get());
    const int columns = sqlite3_column_count(statement);
    if (sink) sink->start(names(statement, columns));
    int state = SQLITE_ROW;
    while ((state = sqlite3_step(statement)) == SQLITE_ROW) {
      if (!sink) continue;
      sink->begin_row();
      for (int column = 0; column < columns; ++column) push_cell(statement, column, *sink);
    }
    if (state != SQLITE_DONE) return error(text);
    return sqlite3_total_changes64(database_.get()) - before;
  }

 private:
  static std::vector<std::string> names(sqlite3_stmt* statement, int columns) {
    std::vector<std::string> list;
    for (int column = 0; column < columns; ++column) list.emplace_back(sqlite3_column_name(statement, column));
    return list;
  }

  Result<sqlite3_stmt*> prepared(std::string_view text) {
    if (const auto known = statements_.find(text); known != statements_.end()) return known->second.get();
    sqlite3_stmt* raw = nullptr;
    const char* rest = nullptr;
    if (sqlite3_prepare_v3(database_.get(), text.data(), static_cast<int>(text.size()), SQLITE_PREPARE_PERSISTENT, &raw,
                           &rest) != SQLITE_OK) {
      return error(text);
    }
    Statement statement(raw);
    if (!raw) return Error{Code::invalid_argument, "there is no statement to run"};
    if (std::string_view(rest, text.data() + text.size()).find_first_not_of(" \t\r\n;") != std::string_view::npos) {
      return Error{Code::invalid_argument, "one statement at a time: " + first_words(text)};
    }
    if (statements_.size() >= 100) statements_.clear();
    return statements_.emplace(std::string(text), std::move(statement)).first->second.get();
  }

  Error error(std::string_view text) const {
    const int number = sqlite3_extended_errcode(database_.get());
    Error error{Code::database, std::string(sqlite3_errmsg(database_.get())) + ": " + first_words(text), "", path_};
    switch (number & 0xFF) {
      case SQLITE_BUSY:
      case SQLITE_LOCKED:
        error.code = Code::busy;
        error.hint = "another program holds the database for writing: end it, or try again";
        break;
      case SQLITE_FULL:
        error.code = Code::no_space;
        error.hint = "free some space on the disk and run again";
        break;
      case SQLITE_READONLY:
        error.code = Code::denied;
        break;
      case SQLITE_NOTADB:
      case SQLITE_CORRUPT:
        error.hint = "the file is no intact SQLite database: restore it from a copy";
        break;
      default:
        break;
    }
    return error;
  }

  Database database_;
  std::string path_;
  std::int64_t busy_limit_;  // microseconds
  std::map<std::string, Statement, std::less<>> statements_;
};

std::string as_uri(const std::string& path) {
  std::string uri = "file:";
  for (const char c : path) {
    if (c == '%' || c == '?' || c == '#') {
      uri += '%';
      uri += "0123456789ABCDEF"[c >> 4];
      uri += "0123456789ABCDEF"[c & 15];
    } else {
      uri += c;
    }
  }
  return uri;
}

// A reader of a WAL database makes two files beside it, even when it may only read. Without a -wal file nobody is
// writing, and the database can be read as if it never changed.
std::string address_of(const std::string& path, const Options& options) {
  if (!options.read_only) return path;
  return as_uri(path) + (file_exists(path + "-wal") ? "?mode=ro" : "?immutable=1");
}

}  // namespace

Result<std::unique_ptr<Connection>> open_sqlite(const std::string& path, const Options& options) {
  sqlite3* raw = nullptr;
  int flags = options.read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  if (options.create && !options.read_only) flags |= SQLITE_OPEN_CREATE;
  const int opened = sqlite3_open_v2(
      address_of(path, options).c_str(), &raw,
      flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | (options.read_only ? SQLITE_OPEN_URI : 0), nullptr);
  Database database(raw);
  if (opened != SQLITE_OK) {
    return Error{Code::database, std::string("cannot open the database: ") + (raw ? sqlite3_errmsg(raw) : "no memory"),
                 "check that the folder is there and may be written", path};
  }
  auto connection = std::make_unique<SqliteConnection>(std::move(database), path, options.busy_timeout_ms * 1000);
  CHECKED(connection->script(options.read_only
                                 ? "PRAGMA query_only=ON"
                                 : "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON"));
  return std::unique_ptr<Connection>(std::move(connection));
}

}  // namespace lunokhod::db
