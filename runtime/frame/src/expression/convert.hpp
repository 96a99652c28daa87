// Types meeting one another: which type two of them have in common, and the ops that bring a value there.
#pragma once

#include "expression/vector.hpp"

namespace lunokhod::expression {

// The type both fit without a guess: integer < decimal < float, date < datetime, null fits all. Others have none.
std::optional<Type> common_type(Type a, Type b);
// To a type that common_type() answered (or the same type).
Result<OpPtr> convert(OpPtr op, Type target);

OpPtr to_float(OpPtr op);  // integer, decimal
OpPtr to_text(OpPtr op);   // anything, as Column::display shows it

Error type_error(std::string message, std::string hint = "");

}  // namespace lunokhod::expression
