// Rows by position, and one cell as a plain value for scripts.
#pragma once

#include <cstddef>

#include "lunokhod/base/value.hpp"
#include "lunokhod/frame/frame.hpp"

namespace lunokhod {

Frame head(const Frame& frame, std::size_t count);
Frame tail(const Frame& frame, std::size_t count);
Frame slice(const Frame& frame, std::size_t begin, std::size_t end);  // 0-based, end exclusive, cut to the frame

// null, boolean, integer, float or text; dates are ISO text, decimals their exact text, a mixed cell what it is.
Value cell_value(const Column& column, std::size_t row);

}  // namespace lunokhod
