// Rules that rows must keep, each with a sentence for people: a row for which the condition is not true gives a problem
// at the cell of the rule's column.
#pragma once

#include <span>
#include <string>

#include "lunokhod/frame/frame.hpp"

namespace lunokhod {

struct CheckRule {
  std::string column;        // where the problem points; "": the first column the condition mentions
  std::string condition;     // an expression; exactly one of condition, unique
  bool unique = false;       // the column's values are all different (nulls are passed over)
  std::string wanted;        // "an INN of 10 or 12 digits"; "": the condition itself
  bool null_passes = false;  // a condition that is null (its cell is empty) counts as kept
};

// The frame with the problems added; nothing else changes.
Result<Frame> check(const Frame& frame, std::span<const CheckRule> rules);

}  // namespace lunokhod
