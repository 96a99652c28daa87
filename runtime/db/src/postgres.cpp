#include <cstdlib>
#include <map>
#include <optional>

#include "drivers.hpp"
#include "libpq.hpp"
#include "lunokhod/base/text.hpp"

namespace lunokhod::db {
namespace {

// Type numbers of pg_type that never change.
enum : unsigned {
  type_boolean = 16,
  type_int8 = 20,
  type_int2 = 21,
  type_int4 = 23,
  type_oid = 26,
  type_float4 = 700,
  type_float8 = 701,
  type_date = 1082,
  type_timestamp = 1114,
  type_timestamptz = 1184,
  type_numeric = 1700,
};

std::string last_line_off(std::string_view message) {
  return std::string(text::trim(message));
}

struct ResultGuard {
  const Libpq* library;
  PgResult* result;
  ~ResultGuard() { library->clear(result); }
};

Cell cell_of(unsigned type, std::string_view text) {
  const auto as_text = Cell{CellType::text, 0, 0, text};
  switch (type) {
    case type_boolean:
      return {CellType::boolean, text == "t", 0, text};
    case type_int2:
    case type_int4:
    case type_int8:
    case type_oid: {
      const auto number = text::parse_integer(text);
      return number ? Cell{CellType::integer, *number, 0, text} : as_text;
    }
    case type_float4:
    case type_float8: {
      const auto number = text::parse_float(text);
      return number ? Cell{CellType::real, 0, *number, text} : as_text;  // NaN and Infinity stay words
    }
    case type_numeric:
      return {CellType::decimal, 0, 0, text};
    case type_date:
      return {CellType::date, 0, 0, text};
    case type_timestamp:
      return {CellType::datetime, 0, 0, text};
    default:
      return as_text;
  }
}

// A parameter as the text PostgreSQL reads, or null.
std::optional<std::string> parameter_text(const Value& value) {
  if (const auto* text = value.as_text()) return *text;
  if (const auto* integer = value.as_integer()) return std::to_string(*integer);
  if (const auto* real = value.as_float()) return text::format_float(*real);
  if (const auto* boolean = value.as_boolean()) return *boolean ? "t" : "f";
  return std::nullopt;
}

class PostgresConnection final : public Connection {
 public:
  PostgresConnection(const Libpq* library, PgConnection* connection, std::string shown)
      : library_(library), connection_(connection), shown_(std::move(shown)) {}
  ~PostgresConnection() override { library_->finish(connection_); }

  Dialect dialect() const override { return Dialect::postgres; }

  Result<void> script(const std::string& statements) override {
    const ResultGuard guard{library_, library_->exec(connection_, statements.c_str())};
    const int status = library_->result_status(guard.result);
    if (status != pg_command_ok && status != pg_tuples_ok && status != pg_empty_query)
      return error(guard.result, statements);
    return {};
  }

 protected:
  Result<std::int64_t> run(std::string_view text, const Parameters& parameters, RowSink* sink) override {
    std::vector<std::optional<std::string>> texts;
    std::vector<const char*> values;
    for (const Value& parameter : parameters) texts.push_back(parameter_text(parameter));
    for (const auto& value : texts) {
      if (value && value->find('\0') != std::string::npos) {
        return Error{Code::invalid_argument, "PostgreSQL stores no text with a zero byte: " + first_words(text)};
      }
      values.push_back(value ? value->c_str() : nullptr);
    }
    const std::string name = TRY(prepared(text));
    const ResultGuard guard{
        library_, library_->exec_prepared(connection_, name.c_str(), static_cast<int>(values.size()), values.data(),
                                          nullptr, nullptr, 0)};
    const int status = library_->result_status(guard.result);
    if (status != pg_command_ok && status != pg_tuples_ok) return error(guard.result, text);
    if (sink) push_rows(guard.result, *sink);
    const char* changed = library_->changed(guard.result);
    return static_cast<std::int64_t>(std::strtoll(changed, nullptr, 10));
  }

 private:
  void push_rows(const PgResult* result, RowSink& sink) const {
    const int rows = library_->rows(result), columns = library_->columns(result);
    std::vector<std::string> names;
    std::vector<unsigned> types;
    for (int column = 0; column < columns; ++column) {
      names.emplace_back(library_->column_name(result, column));
      types.push_back(library_->column_type(result, column));
    }
    sink.start(std::move(names));
    for (int row = 0; row < rows; ++row) {
      sink.begin_row();
      for (int column = 0; column < columns; ++column) {
        Cell cell;
        if (!library_->is_null(result, row, column)) {
          const auto length = static_cast<std::size_t>(library_->length(result, row, column));
          cell = cell_of(types[static_cast<std::size_t>(column)], {library_->value(result, row, column), length});
        }
        sink.cell(static_cast<std::size_t>(column), cell);
      }
    }
  }

  Result<std::string> prepared(std::string_view text) {
    if (const auto known = names_.find(text); known != names_.end()) return known->second;
    if (names_.size() >= 200) {
      CHECKED(script("DEALLOCATE ALL"));
      names_.clear();
    }
    const std::string name = "s" + std::to_string(names_.size());
    const ResultGuard guard{
        library_, library_->prepare(connection_, name.c_str(), numbered_placeholders(text).c_str(), 0, nullptr)};
    if (library_->result_status(guard.result) != pg_command_ok) return error(guard.result, text);
    names_.emplace(std::string(text), name);
    return name;
  }

  Error error(const PgResult* result, std::string_view text) const {
    // The primary line alone: the full message quotes the statement, literals and all.
    const char* message = library_->result_field(result, pg_field_message);
    const char* state = library_->result_field(result, pg_field_sqlstate);
    if (!message || !*message) message = library_->error_message(connection_);
    Error error{Code::database, last_line_off(message ? message : "no answer") + ": " + first_words(text), "", shown_};
    const std::string_view sqlstate = state ? state : "";
    if (library_->status(connection_) != pg_connection_ok) error.hint = "the connection to the server was lost";
    if (sqlstate == "55P03") error.code = Code::busy;      // lock_not_available
    if (sqlstate == "53100") error.code = Code::no_space;  // disk_full
    if (sqlstate == "42501") error.code = Code::denied;    // insufficient_privilege
    return error;
  }

  const Libpq* library_;
  PgConnection* connection_;
  std::string shown_;
  std::map<std::string, std::string, std::less<>> names_;
};

}  // namespace

Result<std::unique_ptr<Connection>> open_postgres(const std::string& address, const Options& options) {
  const Libpq* library = TRY(libpq());
  PgConnection* raw = library->connect(address.c_str());
  auto connection = std::make_unique<PostgresConnection>(library, raw, safe_address(address));
  if (library->status(raw) != pg_connection_ok) {
    return Error{Code::database, "cannot connect to PostgreSQL: " + last_line_off(library->error_message(raw)),
                 "check that the server runs and that the address, user and password are right", safe_address(address)};
  }
  CHECKED(
      connection->script("SET client_encoding = 'UTF8'; SET client_min_messages = warning; SET datestyle = 'ISO, YMD'; "
                         "SET TimeZone = 'UTC'; SET lock_timeout = " +
                         std::to_string(options.busy_timeout_ms)));
  if (options.read_only) CHECKED(connection->script("SET default_transaction_read_only = on"));
  return std::unique_ptr<Connection>(std::move(connection));
}

}  // namespace lunokhod::db
