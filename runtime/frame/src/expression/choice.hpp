// Ops that choose between values row by row: if, coalesce, min, max.
#pragma once

#include "expression/vector.hpp"

namespace lunokhod::expression {

// condition, value, condition, value, …, otherwise: values of one type. Each value is run only for the rows that take
// it.
OpPtr choose(Type type, std::vector<OpPtr> arguments);
OpPtr first_not_null(Type type, std::vector<OpPtr> arguments);
OpPtr extreme(bool greatest, Type type, std::vector<OpPtr> arguments);  // nulls are passed over

}  // namespace lunokhod::expression
