// Problems as an analyst passes them on: a list of the cells that did not fit, or the source itself with those cells
// coloured and a note on each that says what was wanted.
#pragma once

#include <string>

#include "lunokhod/base/error.hpp"
#include "lunokhod/frame/frame.hpp"
#include "lunokhod/frame/problem.hpp"

namespace lunokhod::sheets {

// Columns file, sheet, cell, row, column, value, wanted; what was not kept is counted in a last row.
Frame problems_frame(const Problems& problems);

Result<void> write_problems(const std::string& path, const Problems& problems);

// The rows of `source` with the cells of these problems coloured and annotated, and a second sheet that lists them all.
// A problem finds its cell by file, sheet, row and the column's letters, so `source` is the frame as it was read.
Result<void> write_marked_source(const std::string& path, const Frame& source, const Problems& problems);

}  // namespace lunokhod::sheets
