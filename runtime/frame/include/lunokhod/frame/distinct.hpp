// The first row of each combination of values in `names` (empty: all columns). Null equals null here.
#pragma once

#include <span>
#include <string>

#include "lunokhod/frame/frame.hpp"

namespace lunokhod {

Result<Frame> distinct(const Frame& frame, std::span<const std::string> names);

}  // namespace lunokhod
