#include "lunokhod/frame/derive.hpp"

#include "lunokhod/frame/expression.hpp"

namespace lunokhod {
namespace {

Result<Frame> add_column(Frame frame, const std::string& name, std::string_view text) {
  if (name.empty()) return Error{Code::invalid_argument, "a derived column has no name"};
  const Expression expression = TRY(Expression::parse(text));
  Column column = TRY(expression.evaluate(frame, name));
  frame.put(std::move(column));
  return frame;
}

}  // namespace

Result<Frame> derive(const Frame& frame, std::string_view name, std::string_view expression) {
  return add_column(frame, std::string(name), expression);
}

Result<Frame> derive(const Frame& frame, std::span<const std::pair<std::string, std::string>> columns) {
  Frame out = frame;
  for (const auto& [name, expression] : columns) out = TRY(add_column(std::move(out), name, expression));
  return out;
}

}  // namespace lunokhod
