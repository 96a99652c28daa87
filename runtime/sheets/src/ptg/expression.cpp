#include "ptg/expression.hpp"

namespace lunokhod::sheets::ptg {

bool Expression::infix(std::string_view sign) {
  if (starts_.size() < 2) return false;
  text_.insert(starts_.back(), sign);
  starts_.pop_back();
  return true;
}

bool Expression::around(std::string_view before, std::string_view behind) {
  if (starts_.empty()) return false;
  text_.insert(starts_.back(), before);
  text_ += behind;
  return true;
}

bool Expression::call(std::string_view name, std::size_t arguments) {
  if (starts_.size() < arguments) return false;
  for (; arguments > 1; --arguments) infix(",");
  if (arguments == 0) operand("");
  return around(std::string(name) + "(", ")");
}

bool Expression::call_operand(std::size_t arguments) {
  if (arguments == 0 || starts_.size() < arguments) return false;
  if (arguments == 1) return around("", "()");
  return call("", arguments - 1) && infix("");
}

}  // namespace lunokhod::sheets::ptg
