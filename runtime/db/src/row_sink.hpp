// What a driver pushes its rows into, cell by cell.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lunokhod/frame/column.hpp"

namespace lunokhod::db {

// decimal, date and datetime carry their text; the sink makes of it what it can.
enum class CellType : std::uint8_t { null, boolean, integer, real, decimal, date, datetime, text };

struct Cell {
  CellType type = CellType::null;
  std::int64_t integer = 0;
  double real = 0;
  std::string_view text{};
};

class RowSink {
 public:
  virtual ~RowSink() = default;
  virtual void start(std::vector<std::string> names) = 0;  // once, before the rows
  virtual void begin_row() {}
  virtual void cell(std::size_t column, const Cell& cell) = 0;
};

}  // namespace lunokhod::db
