#include "sql/table.hpp"

#include <cstring>

#include "lunokhod/base/decimal.hpp"

namespace lunokhod::sql_table {
namespace {

struct VirtualTable : sqlite3_vtab {
  Table* table = nullptr;
};

struct Cursor : sqlite3_vtab_cursor {
  const std::vector<std::uint32_t>* rows = nullptr;  // nullptr: all of them
  std::size_t at = 0, end = 0;
  std::size_t row() const { return rows ? (*rows)[at] : at; }
};

Table& table_of(sqlite3_vtab_cursor* cursor) {
  return *static_cast<VirtualTable*>(cursor->pVtab)->table;
}

std::string quoted(const std::string& name) {
  std::string out = "\"";
  for (char c : name) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + '"';
}

std::string_view declared_type(Dtype dtype) {
  switch (dtype) {
    case Dtype::integer:
    case Dtype::boolean:
      return " INTEGER";
    case Dtype::float_:
    case Dtype::decimal:
      return " REAL";
    case Dtype::mixed:
      return "";
    default:
      return " TEXT";
  }
}

int connect(sqlite3* database, void* data, int, const char* const*, sqlite3_vtab** out, char**) {
  auto* table = static_cast<Table*>(data);
  std::string schema = "CREATE TABLE x(";
  for (std::size_t i = 0; i < table->frame->width(); ++i) {
    const Column& column = table->frame->column(i);
    schema += (i ? ", " : "") + quoted(column.name) + std::string(declared_type(column.dtype));
  }
  if (table->frame->width() == 0) schema += "\"(empty)\" TEXT";
  const int code = sqlite3_declare_vtab(database, (schema + ")").c_str());
  if (code != SQLITE_OK) return code;
  auto* made = new VirtualTable;
  static_cast<sqlite3_vtab&>(*made) = {};
  made->table = table;
  *out = made;
  return SQLITE_OK;
}

int disconnect(sqlite3_vtab* table) {
  delete static_cast<VirtualTable*>(table);
  return SQLITE_OK;
}

// One equality with an ordinary comparison is enough to make joins quick; SQLite checks every constraint again.
int best_index(sqlite3_vtab* virtual_table, sqlite3_index_info* info) {
  const Table& table = *static_cast<VirtualTable*>(virtual_table)->table;
  const auto height = static_cast<double>(table.frame->height());
  info->idxNum = -1;
  info->estimatedCost = height + 1;
  info->estimatedRows = static_cast<sqlite3_int64>(height) + 1;
  for (int i = 0; i < info->nConstraint; ++i) {
    const auto& constraint = info->aConstraint[i];
    if (!constraint.usable || constraint.op != SQLITE_INDEX_CONSTRAINT_EQ || constraint.iColumn < 0) continue;
    if (static_cast<std::size_t>(constraint.iColumn) >= table.frame->width()) continue;
    if (std::strcmp(sqlite3_vtab_collation(info, i), "BINARY") != 0) continue;
    info->idxNum = constraint.iColumn;
    info->aConstraintUsage[i].argvIndex = 1;
    info->estimatedCost = 20;
    info->estimatedRows = 10;
    break;
  }
  return SQLITE_OK;
}

int open(sqlite3_vtab*, sqlite3_vtab_cursor** out) {
  auto* cursor = new Cursor;
  static_cast<sqlite3_vtab_cursor&>(*cursor) = {};
  *out = cursor;
  return SQLITE_OK;
}

int close(sqlite3_vtab_cursor* cursor) {
  delete static_cast<Cursor*>(cursor);
  return SQLITE_OK;
}

int filter(sqlite3_vtab_cursor* base, int index, const char*, int count, sqlite3_value** values) {
  Table& table = table_of(base);
  auto* cursor = static_cast<Cursor*>(base);
  cursor->at = 0;
  cursor->rows = nullptr;
  if (index >= 0 && count == 1) {
    const auto column = static_cast<std::size_t>(index);
    auto found = table.lookups.find(column);
    if (found == table.lookups.end()) found = table.lookups.emplace(column, Lookup(table.frame->column(column))).first;
    cursor->rows = found->second.rows(values[0]);
  }
  cursor->end = cursor->rows ? cursor->rows->size() : table.frame->height();
  return SQLITE_OK;
}

int next(sqlite3_vtab_cursor* cursor) {
  ++static_cast<Cursor*>(cursor)->at;
  return SQLITE_OK;
}

int at_end(sqlite3_vtab_cursor* base) {
  const auto* cursor = static_cast<Cursor*>(base);
  return cursor->at >= cursor->end;
}

void result_text(sqlite3_context* context, std::string_view text, sqlite3_destructor_type life) {
  sqlite3_result_text64(context, text.empty() ? "" : text.data(), text.size(), life, SQLITE_UTF8);
}

void result_cell(sqlite3_context* context, const Column& column, std::size_t row) {
  const bool mixed = column.dtype == Dtype::mixed;
  if (column.dtype == Dtype::integer || column.dtype == Dtype::boolean ||
      (mixed && column.kinds[row] == CellKind::boolean))
    return sqlite3_result_int64(context, column.as_integer(row));
  if (column.dtype == Dtype::float_ || (mixed && column.kinds[row] == CellKind::number))
    return sqlite3_result_double(context, column.as_float(row));
  if (column.dtype == Dtype::decimal)
    return sqlite3_result_double(context, Decimal{column.as_integer(row), column.scale}.to_double());
  if (column.dtype == Dtype::text) return result_text(context, column.as_text(row), SQLITE_STATIC);
  result_text(context, column.display(row), SQLITE_TRANSIENT);
}

int column(sqlite3_vtab_cursor* base, sqlite3_context* context, int index) {
  const auto* cursor = static_cast<Cursor*>(base);
  const Frame& frame = *table_of(base).frame;
  if (index < 0 || static_cast<std::size_t>(index) >= frame.width()) return SQLITE_OK;  // null
  const Column& in = frame.column(static_cast<std::size_t>(index));
  if (!in.is_null(cursor->row())) result_cell(context, in, cursor->row());
  return SQLITE_OK;
}

int row_id(sqlite3_vtab_cursor* base, sqlite3_int64* id) {
  *id = static_cast<sqlite3_int64>(static_cast<Cursor*>(base)->row()) + 1;
  return SQLITE_OK;
}

// No xCreate and no xUpdate: the table is there under its module's name and cannot be written.
sqlite3_module make_module() {
  sqlite3_module module{};
  module.xConnect = connect;
  module.xBestIndex = best_index;
  module.xDisconnect = disconnect;
  module.xOpen = open;
  module.xClose = close;
  module.xFilter = filter;
  module.xNext = next;
  module.xEof = at_end;
  module.xColumn = column;
  module.xRowid = row_id;
  return module;
}

}  // namespace

int define(sqlite3* database, const std::string& name, Table* table) {
  static const sqlite3_module module = make_module();
  return sqlite3_create_module_v2(database, name.c_str(), &module, table, nullptr);
}

}  // namespace lunokhod::sql_table
