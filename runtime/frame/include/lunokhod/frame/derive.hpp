// New or replaced columns from expressions, one after another: a later one sees the earlier ones.
#pragma once

#include <span>
#include <string>
#include <utility>

#include "lunokhod/frame/frame.hpp"

namespace lunokhod {

Result<Frame> derive(const Frame& frame, std::string_view name, std::string_view expression);
Result<Frame> derive(const Frame& frame, std::span<const std::pair<std::string, std::string>> columns);

}  // namespace lunokhod
