// Groups of rows with equal keys, each made one row. Null is a key like any other. Groups come in the order in which
// they first appear.
//
//   count             rows, or values that are not null when a column is named     n_distinct   different values
//   sum mean          of numbers; nulls are passed over, no value at all gives null
//   min max           of numbers, dates, texts (by code points)
//   first last        of the values that are not null
//   list              the different texts joined with ", ", at most 100 of them
//
// Sums of integers and decimals are exact; one that does not fit 64 bits is an error that names the group. The mean of
// decimals keeps two more digits than they have (at least 6), rounded half up; of integers it is a float.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "lunokhod/frame/frame.hpp"

namespace lunokhod {

struct Aggregate {
  std::string name;      // of the new column; "": "sum_цена", "count"
  std::string function;  // as above
  std::string column;    // "": only for count
};

// No keys: one row for the whole frame (also for an empty one: counts 0, the rest null).
Result<Frame> group(const Frame& frame, std::span<const std::string> keys, std::span<const Aggregate> aggregates);

std::vector<std::string> aggregate_names();

}  // namespace lunokhod
