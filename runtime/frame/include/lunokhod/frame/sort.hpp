// Rows in order. Stable; nulls come last in either direction unless asked first; text by code points, NaN after
// numbers.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "lunokhod/frame/frame.hpp"

namespace lunokhod {

struct SortKey {
  std::string column;
  bool descending = false;
  bool nulls_first = false;
};

Result<Frame> sort(const Frame& frame, std::span<const SortKey> keys);
// The order alone: row numbers, for windows.
Result<std::vector<std::uint32_t>> sorted_rows(const Frame& frame, std::span<const SortKey> keys);

}  // namespace lunokhod
