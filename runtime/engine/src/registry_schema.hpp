// The tables, and how an older or a customer's own registry becomes ours: what is missing is added, nothing is taken
// away.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lunokhod/db/connection.hpp"

namespace lunokhod::engine {

struct ColumnRule {
  std::string_view name, sqlite, postgres;
  bool is_public;
};

const std::vector<ColumnRule>& registry_columns();
// Names of the columns a table has; empty when there is no such table. `table` without the schema.
Result<std::vector<std::string>> table_columns(db::Connection& connection, std::string_view table);
Result<void> migrate(db::Connection& connection);

}  // namespace lunokhod::engine
