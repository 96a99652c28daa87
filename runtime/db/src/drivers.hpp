// The drivers behind open(), and what they share.
#pragma once

#include "lunokhod/db/connection.hpp"
#include "row_sink.hpp"

namespace lunokhod::db {

Result<std::unique_ptr<Connection>> open_sqlite(const std::string& path, const Options& options);
Result<std::unique_ptr<Connection>> open_postgres(const std::string& address, const Options& options);

// The first words of a statement, cut before any literal: what may be shown.
std::string first_words(std::string_view statement);
// `?` → `$1`, `$2`, … outside of quotes and comments; `??` → `?`.
std::string numbered_placeholders(std::string_view statement);

}  // namespace lunokhod::db
