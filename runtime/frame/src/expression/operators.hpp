// Operators with their types checked: each takes compiled operands and answers the compiled operation or a type error.
#pragma once

#include <string_view>
#include <vector>

#include "expression/vector.hpp"

namespace lunokhod::expression {

Result<OpPtr> arithmetic(char operation, OpPtr a, OpPtr b);  // + - * / %
Result<OpPtr> negated(OpPtr a);
Result<OpPtr> compared(std::string_view operation, OpPtr a, OpPtr b);  // == != < <= > >=
Result<OpPtr> joined(OpPtr a, OpPtr b);                                // ..
Result<OpPtr> and_or(bool is_and, OpPtr a, OpPtr b);
Result<OpPtr> inverted(OpPtr a);
OpPtr null_test(bool wants_null, OpPtr a);
// children: the value, then constants
Result<OpPtr> membership(bool negated, std::vector<OpPtr> children);

}  // namespace lunokhod::expression
