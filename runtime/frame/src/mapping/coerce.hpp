// One column read as another dtype, cell by cell; which rows did not fit is told by number, so that the caller makes
// problems of those it cares for.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "lunokhod/frame/frame.hpp"

namespace lunokhod {

struct Wanted {
  Dtype dtype = Dtype::text;
  int scale = -1;      // decimals; -1: as found, at most 6
  std::string format;  // text made of dates
};
std::string wanted_phrase(const Wanted& wanted);  // "a date", "an integer": what a problem says

struct Coerced {
  Column column;                       // name and source_column as the input's
  std::vector<std::uint32_t> misfits;  // rows with something that did not fit, in order; null in the column
};
Coerced coerce_cells(const Column& in, const Wanted& wanted);

}  // namespace lunokhod
