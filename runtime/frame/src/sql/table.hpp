// A frame as an SQLite virtual table: read-only, scanned in order or looked up by an equal value of one column.
#pragma once

#include <sqlite3.h>

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "lunokhod/frame/frame.hpp"

namespace lunokhod::sql_table {

// Rows by a value of one column; made the first time a query looks for one.
class Lookup {
 public:
  explicit Lookup(const Column& column);
  // The rows that may hold a value equal to this one; nullptr: any may.
  const std::vector<std::uint32_t>* rows(sqlite3_value* value) const;

 private:
  bool texts_ = false, numbers_ = false;
  std::unordered_map<std::string_view, std::vector<std::uint32_t>> by_text_;
  std::unordered_map<double, std::vector<std::uint32_t>> by_number_;
};

struct Table {
  const Frame* frame = nullptr;
  std::map<std::size_t, Lookup> lookups;
};

// Makes `table` (which must outlive the connection) known under `name`. SQLite's result code.
int define(sqlite3* database, const std::string& name, Table* table);

}  // namespace lunokhod::sql_table
