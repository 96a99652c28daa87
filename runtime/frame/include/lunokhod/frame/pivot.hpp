// Long to wide and back.
//   pivot    one row per combination of `rows`, one column per value of `columns`, cells aggregated from `values`
//   unpivot  every column not in `keep` becomes rows of (name, value)
#pragma once

#include <span>
#include <string>
#include <vector>

#include "lunokhod/frame/frame.hpp"

namespace lunokhod {

struct Pivot {
  std::vector<std::string> rows;
  std::string columns;
  std::string values;
  std::string function = "sum";  // see group.hpp
};
// New columns stand in the order of their values; at most 4,096. A null in `columns` is named "(null)".
Result<Frame> pivot(const Frame& frame, const Pivot& pivot);

struct Unpivot {
  std::vector<std::string> keep;
  std::vector<std::string> columns;  // empty: all the others
  std::string name = "name";
  std::string value = "value";
  bool drop_nulls = false;
};
// The columns must be of one type (integer, decimal and float meet as in concat).
Result<Frame> unpivot(const Frame& frame, const Unpivot& unpivot);

}  // namespace lunokhod
