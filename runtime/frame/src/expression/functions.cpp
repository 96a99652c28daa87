#include "expression/functions.hpp"

#include <array>

#include "expression/operations.hpp"
#include "lunokhod/frame/expression.hpp"
#include "mapping/reading.hpp"

namespace lunokhod::expression {
namespace {

std::array<std::span<const Function>, 6> families() {
  return {text_functions(), regex_functions(),  number_functions(),
          date_functions(), choice_functions(), conversion_functions()};
}

Result<OpPtr> taken(OpPtr& argument, Dtype wanted) {
  if (argument->type.null) return constant({{wanted}, std::nullopt, {}});
  return std::move(argument);
}

}  // namespace

const Function* find_function(std::string_view name) {
  for (const auto family : families())
    for (const Function& function : family)
      if (function.name == name) return &function;
  return nullptr;
}

Error Call::mismatch(std::size_t index, std::string_view wanted, std::string hint) const {
  return type_error(std::string(name) + "() takes " + std::string(wanted) + " as argument " +
                        std::to_string(index + 1) + ", not " + type_text(arguments[index]->type),
                    std::move(hint));
}

Result<OpPtr> Call::text(std::size_t index) {
  if (!type(index).null && !type(index).is(Dtype::text))
    return mismatch(index, "text", "text(…) makes text of anything");
  return taken(arguments[index], Dtype::text);
}

Result<OpPtr> Call::integer(std::size_t index) {
  if (!type(index).null && !type(index).is(Dtype::integer))
    return mismatch(index, "an integer", "integer(…) makes one of a whole number");
  return taken(arguments[index], Dtype::integer);
}

Result<OpPtr> Call::boolean(std::size_t index) {
  if (!type(index).null && !type(index).is(Dtype::boolean))
    return mismatch(index, "a condition", "compare it with something: … == \"да\"");
  return taken(arguments[index], Dtype::boolean);
}

Result<OpPtr> Call::date(std::size_t index) {
  if (type(index).is(Dtype::datetime))
    return folded(by_row<std::int64_t, std::int64_t>(
        {Dtype::date}, [](Context&, std::int64_t at) { return std::optional(reading::day_of(at)); },
        std::move(arguments[index])));
  if (!type(index).null && !type(index).is(Dtype::date))
    return mismatch(index, "a date", "date(…) reads one from text");
  return taken(arguments[index], Dtype::date);
}

Result<std::string> Call::fixed_text(std::size_t index) const {
  const Scalar* value = constant_value(*arguments[index]);
  if (value == nullptr || !value->type.is(Dtype::text) || !value->word)
    return type_error(std::string(name) + "() wants a plain text in quotes as argument " + std::to_string(index + 1));
  return value->text;
}

Result<std::int64_t> Call::fixed_integer(std::size_t index, std::int64_t least, std::int64_t most) const {
  const Scalar* value = constant_value(*arguments[index]);
  if (value == nullptr || !value->type.is(Dtype::integer) || !value->word ||
      static_cast<std::int64_t>(*value->word) < least || static_cast<std::int64_t>(*value->word) > most)
    return type_error(std::string(name) + "() wants a whole number from " + std::to_string(least) + " to " +
                      std::to_string(most) + " as argument " + std::to_string(index + 1));
  return static_cast<std::int64_t>(*value->word);
}

}  // namespace lunokhod::expression

namespace lunokhod {

std::vector<std::string> function_names() {
  std::vector<std::string> out;
  for (const auto family : expression::families())
    for (const auto& function : family) out.emplace_back(function.name);
  return out;
}

}  // namespace lunokhod
