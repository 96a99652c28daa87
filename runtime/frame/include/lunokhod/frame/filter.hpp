// Rows for which a condition is true; false and null go.
#pragma once

#include <string_view>

#include "lunokhod/frame/frame.hpp"

namespace lunokhod {

Result<Frame> filter(const Frame& frame, std::string_view expression);
Result<Frame> filter(const Frame& frame, const Column& mask);  // boolean, as high as the frame

}  // namespace lunokhod
