// A stable radix sort of row numbers by a word each, least significant digits first, on two threads when it pays.
#pragma once

#include <cstdint>
#include <vector>

namespace lunokhod {

// order: row numbers as they stand now; words: by row number (not by place), of which the lowest `bits` count.
void radix_sort(std::vector<std::uint32_t>& order, const std::vector<std::uint64_t>& words, int bits);

}  // namespace lunokhod
