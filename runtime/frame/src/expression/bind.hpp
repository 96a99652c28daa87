// A tree meets a frame: names become columns, types are checked, constants are folded.
#pragma once

#include "expression/syntax.hpp"
#include "expression/vector.hpp"

namespace lunokhod::expression {

Result<OpPtr> bind(const Tree& tree, const Frame& frame);

}  // namespace lunokhod::expression
