// Columns by name: which, in what order, under what names. Nothing but a renamed column is copied.
#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "lunokhod/frame/frame.hpp"

namespace lunokhod {

Result<Frame> select(const Frame& frame, std::span<const std::string> names);
Result<Frame> drop(const Frame& frame, std::span<const std::string> names);
// {old, new}; two columns of one name are an error.
Result<Frame> rename(const Frame& frame, std::span<const std::pair<std::string, std::string>> names);

}  // namespace lunokhod
