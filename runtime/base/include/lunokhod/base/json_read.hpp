// JSON in, from somebody we need not trust: bounded depth, no recursion without an end, every byte checked.
#pragma once

#include <string_view>

#include "lunokhod/base/error.hpp"
#include "lunokhod/base/value.hpp"

namespace lunokhod {

// Whole numbers that fit become integers, other numbers floats. Of two members with one name the last counts.
// Code::syntax with the byte where it stopped.
Result<Value> parse_json(std::string_view text, int max_depth = 64);

}  // namespace lunokhod
