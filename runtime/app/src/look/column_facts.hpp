// What is seen in one column: what its cells are, a few of them, how far they reach, and what is odd about them.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "look/finding.hpp"
#include "lunokhod/frame/frame.hpp"

namespace lunokhod::app::look {

struct ColumnFacts {
  std::string letters, name;
  std::string type;  // "text", "integer", "number", "date", "mixed: 120 numbers, 3 texts", …
  std::size_t filled = 0, nulls = 0;
  std::array<std::size_t, 6> kinds{};  // by CellKind
  std::vector<std::string> samples;    // the first values that differ, at most three
  std::string smallest, largest;       // of numbers and dates
  std::string shape;                   // a histogram of eight bars, for numbers of which there are many
  std::vector<Finding> findings;

  std::size_t of(CellKind kind) const { return kinds[static_cast<std::size_t>(kind)]; }
};

// `typed`: the format knows numbers and dates (all but csv), so text that reads as one is worth a word.
ColumnFacts facts_of(const Frame& frame, std::size_t column, bool typed);

}  // namespace lunokhod::app::look
