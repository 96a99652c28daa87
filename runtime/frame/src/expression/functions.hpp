// The functions of expressions: one table, from which checking, completion and help come. A Maker takes compiled
// arguments (their number already checked) and answers the compiled call or a type error.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "expression/convert.hpp"
#include "expression/vector.hpp"

namespace lunokhod::expression {

class Call {
 public:
  Call(std::string_view function, std::vector<OpPtr> given) : name(function), arguments(std::move(given)) {}

  std::string_view name;
  std::vector<OpPtr> arguments;

  std::size_t count() const { return arguments.size(); }
  Type type(std::size_t index) const { return arguments[index]->type; }
  // The argument as that type, taken out of the call; null fits all.
  Result<OpPtr> text(std::size_t index);
  Result<OpPtr> integer(std::size_t index);
  Result<OpPtr> boolean(std::size_t index);
  Result<OpPtr> date(std::size_t index);  // a datetime is cut to its day
  // A value that must be known when the expression is compiled.
  Result<std::string> fixed_text(std::size_t index) const;
  Result<std::int64_t> fixed_integer(std::size_t index, std::int64_t least, std::int64_t most) const;

  Error mismatch(std::size_t index, std::string_view wanted, std::string hint = "") const;
};

using Maker = Result<OpPtr> (*)(Call& call);
struct Function {
  std::string_view name;
  std::size_t least;
  std::size_t most;  // of arguments
  std::string_view usage;
  Maker make;
};
inline constexpr std::size_t any_number = 64;

std::span<const Function> text_functions();
std::span<const Function> regex_functions();
std::span<const Function> number_functions();
std::span<const Function> date_functions();
std::span<const Function> choice_functions();      // if, coalesce, min, max, nullif
std::span<const Function> conversion_functions();  // text, integer, decimal, float, boolean, date, datetime

const Function* find_function(std::string_view name);

}  // namespace lunokhod::expression
