// A column computed over the rows around each row: within groups, in an order, the frame's own rows staying as they
// stand.
//   row_number   1, 2, 3 …          running_sum    sum so far (nulls are passed over, overflow is an error)
//   lag lead     the value `offset` rows before or after, null outside the group
//   rank         1, 2, 2, 4 by the order's values         share  this value / the group's sum, a float
#pragma once

#include <string>
#include <vector>

#include "lunokhod/frame/frame.hpp"
#include "lunokhod/frame/sort.hpp"

namespace lunokhod {

struct Window {
  std::string name;  // of the new column
  std::string function;
  std::string column;               // what it is of; row_number and rank want none
  std::vector<std::string> within;  // groups; empty: the whole frame
  std::vector<SortKey> order;       // empty: as the rows stand
  std::size_t offset = 1;           // lag, lead
};

Result<Frame> window(const Frame& frame, const Window& window);

}  // namespace lunokhod
