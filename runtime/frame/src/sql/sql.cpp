#include "lunokhod/frame/sql.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <cmath>

#include "lunokhod/base/text.hpp"
#include "sql/table.hpp"
#include "text_writer.hpp"

namespace lunokhod {
namespace {

struct CloseDatabase {
  void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
};
struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Database = std::unique_ptr<sqlite3, CloseDatabase>;
using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

// Reading and computing; everything else is refused.
int authorize(void*, int action, const char*, const char* name, const char*, const char*) {
  switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_RECURSIVE:
      return SQLITE_OK;
    case SQLITE_FUNCTION:
      return name != nullptr && std::string_view(name) == "load_extension" ? SQLITE_DENY : SQLITE_OK;
    default:
      return SQLITE_DENY;
  }
}

Error failure(sqlite3* database, int code, std::string_view query) {
  const std::string where = "sql `" + text::cut(query.substr(0, 400), 100) + "`";
  if (code == SQLITE_AUTH)
    return Error{Code::denied, "this SQL does more than read the named frames",
                 "only select (with …, join, group by, order by)", where};
  if (code == SQLITE_NOMEM) return Error{Code::memory_limit, "SQL ran out of memory", "", where};
  if (code == SQLITE_TOOBIG) return Error{Code::limit, "SQL made a text of more than 16 MiB", "", where};
  return Error{Code::syntax, std::string("SQL: ") + sqlite3_errmsg(database), "", where};
}

Result<Database> open() {
  sqlite3* raw = nullptr;
  const int code =
      sqlite3_open_v2(":memory:", &raw, SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY | SQLITE_OPEN_NOMUTEX, nullptr);
  Database database(raw);
  if (code != SQLITE_OK) return Error{Code::database, "SQLite could not be opened"};
  sqlite3_exec(raw, "PRAGMA temp_store = MEMORY", nullptr, nullptr, nullptr);
  sqlite3_limit(raw, SQLITE_LIMIT_LENGTH, static_cast<int>(TextPool::max_length));
  sqlite3_limit(raw, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_db_config(raw, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  return database;
}

// Tables connect when a statement first names them, and declaring them counts as creating: that is done before the
// authorizer comes.
bool connect(sqlite3* database, const std::string& name) {
  std::string query = "SELECT 1 FROM \"";
  for (char c : name) query += c == '"' ? std::string("\"\"") : std::string(1, c);
  sqlite3_stmt* raw = nullptr;
  const int code = sqlite3_prepare_v2(database, (query + '"').c_str(), -1, &raw, nullptr);
  const Statement statement(raw);
  return code == SQLITE_OK;
}

// A result column while its type is not yet known.
struct Answer {
  Column column;                    // words and validity
  std::vector<std::uint8_t> types;  // SQLITE_INTEGER, …
  bool integers = false, floats = false, texts = false;

  void add(sqlite3_stmt* statement, int index, TextWriter& writer) {
    const int type = sqlite3_column_type(statement, index);
    types.push_back(static_cast<std::uint8_t>(type));
    switch (type) {
      case SQLITE_NULL:
        column.words.push_back(0);
        break;
      case SQLITE_INTEGER:
        integers = true;
        column.words.push_back(static_cast<std::uint64_t>(sqlite3_column_int64(statement, index)));
        break;
      case SQLITE_FLOAT:
        floats = true;
        column.words.push_back(std::bit_cast<std::uint64_t>(sqlite3_column_double(statement, index)));
        break;
      default: {
        texts = true;
        const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement, index));
        const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, index));
        const std::string_view text(size ? bytes : "", size);
        column.words.push_back((text::is_utf8(text) ? writer.add(text) : writer.add(text::repair_utf8(text))).word);
      }
    }
    column.valid.push(type != SQLITE_NULL);
  }

  // Integers next to floats become floats where none is rounded by it; anything next to text becomes text.
  Column finish(TextWriter& writer, const std::shared_ptr<TextPool>& pool) {
    bool exact = true;
    for (std::size_t row = 0; row < types.size(); ++row)
      exact = exact && (types[row] != SQLITE_INTEGER ||
                        std::abs(static_cast<double>(column.as_integer(row))) <= 9007199254740992.0);
    if (!texts && integers && !floats) {
      column.dtype = Dtype::integer;
    } else if (!texts && floats && exact) {
      column.dtype = Dtype::float_;
      for (std::size_t row = 0; row < types.size(); ++row)
        if (types[row] == SQLITE_INTEGER)
          column.words[row] = std::bit_cast<std::uint64_t>(static_cast<double>(column.as_integer(row)));
    } else {
      column.dtype = Dtype::text;
      column.pool = pool;
      for (std::size_t row = 0; row < types.size(); ++row) {
        if (types[row] == SQLITE_INTEGER) column.words[row] = writer.add(std::to_string(column.as_integer(row))).word;
        if (types[row] == SQLITE_FLOAT) column.words[row] = writer.add(text::format_float(column.as_float(row))).word;
      }
    }
    return std::move(column);
  }
};

Result<Frame> run(sqlite3* database, sqlite3_stmt* statement, std::string_view query) {
  const auto pool = std::make_shared<TextPool>();
  TextWriter writer(*pool);
  std::vector<Answer> answers(static_cast<std::size_t>(sqlite3_column_count(statement)));
  std::size_t height = 0;
  int code;
  for (; (code = sqlite3_step(statement)) == SQLITE_ROW; ++height) {
    if (height >= 0xFFFFFFFE) return Error{Code::limit, "SQL answered more than 4 billion rows"};
    for (std::size_t i = 0; i < answers.size(); ++i) answers[i].add(statement, static_cast<int>(i), writer);
  }
  if (code != SQLITE_DONE) return failure(database, code, query);
  Frame out;
  out.set_height(height);
  for (std::size_t i = 0; i < answers.size(); ++i) {
    Column column = answers[i].finish(writer, pool);
    column.name = sqlite3_column_name(statement, static_cast<int>(i));
    const std::string base = column.name;
    for (int number = 2;; ++number) {
      const auto names = out.names();
      if (std::find(names.begin(), names.end(), column.name) == names.end()) break;
      column.name = base + "_" + std::to_string(number);
    }
    out.put(std::move(column));
  }
  return out;
}

}  // namespace

Result<Frame> sql(std::span<const NamedFrame> frames, std::string_view query) {
  std::vector<sql_table::Table> tables(frames.size());  // outlives the connection
  const Database database = TRY(open());
  for (std::size_t i = 0; i < frames.size(); ++i) {
    if (frames[i].name.empty() || text::lower(frames[i].name).starts_with("sqlite_"))
      return Error{Code::invalid_argument, "\"" + frames[i].name + "\" is no name for a frame in SQL"};
    for (std::size_t j = 0; j < i; ++j)
      if (text::equal_ignoring_case(frames[i].name, frames[j].name))
        return Error{Code::ambiguous, "two frames are called \"" + frames[i].name + "\""};
    if (frames[i].frame->width() > 2000)
      return Error{Code::limit, "SQL takes frames of at most 2,000 columns", "select the columns first"};
    tables[i].frame = frames[i].frame;
    if (sql_table::define(database.get(), frames[i].name, &tables[i]) != SQLITE_OK ||
        !connect(database.get(), frames[i].name))
      return Error{Code::database, "SQLite does not take the frame \"" + frames[i].name + "\""};
  }
  sqlite3_set_authorizer(database.get(), authorize, nullptr);

  sqlite3_stmt* raw = nullptr;
  const char* tail = nullptr;
  if (query.size() > (1u << 20)) return Error{Code::limit, "an SQL text of more than 1 MiB"};
  const int code = sqlite3_prepare_v2(database.get(), query.data(), static_cast<int>(query.size()), &raw, &tail);
  const Statement statement(raw);
  if (code != SQLITE_OK) return failure(database.get(), code, query);
  const std::string_view rest = text::trim(query.substr(static_cast<std::size_t>(tail - query.data())));
  if (!statement) return Error{Code::syntax, "SQL: there is no statement"};
  if (!rest.empty())
    return Error{Code::syntax, "SQL: one statement only", "found after it: " + text::cut(rest.substr(0, 200), 40)};
  return run(database.get(), statement.get(), query);
}

}  // namespace lunokhod
