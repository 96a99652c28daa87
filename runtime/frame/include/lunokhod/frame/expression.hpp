// Expressions: short strings compiled to column operations, checked against the frame's dtypes before the first row
// runs.
//
//   names      amount_type_1, количество, [Кол-во, шт] (a ']' inside is written ']]'); compared exactly, then folded
//   literals   12  1.5 (exact decimal)  1e3 (float)  "text" or 'text' (a quote inside is doubled)  true false null
//   operators  or · and · not · == = != <> ~= < <= > >= · is [not] null · [not] in (…) · .. · + - · * / % · unary -
//   functions  see function_names(); if(condition, a, b) and coalesce(a, b) evaluate only the rows that need it
//
// Rules. Null in, null out; and/or/not are three-valued; a filter keeps only true. Division or remainder by zero is
// null. integer + - * that overflows, and a decimal that does not fit 64 bits, is an error that names the row. integer
// / integer is float; % has the divisor's sign, as in Lua. decimal + - keep the larger scale, * adds the scales, / has
// the larger scale but at least 6, rounded half up. A decimal with a float is a float. date + integer is a date, date -
// date days.
// `..` writes anything as text; + on two texts joins them too; text with a number is a type error, never a guess.
// A text literal compared with a date is read as a date. text(), integer(), decimal(), float(), date(), boolean() give
// null for what does not fit (cast and map give problems). Text compares by code points.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lunokhod/frame/frame.hpp"

namespace lunokhod {

class Expression {
 public:
  // Syntax only: the error has the position. At most 64 KiB of text and 1,000 levels.
  static Result<Expression> parse(std::string_view text);

  // The columns it mentions, each once, in order of appearance, as written.
  const std::vector<std::string>& names() const;

  // A column as high as the frame, called `name`.
  Result<Column> evaluate(const Frame& frame, std::string name) const;
  // The rows for which a boolean expression is true.
  Result<std::vector<std::uint32_t>> rows_where(const Frame& frame) const;

  Expression(Expression&&) noexcept;
  Expression& operator=(Expression&&) noexcept;
  ~Expression();

 private:
  struct Syntax;
  explicit Expression(std::unique_ptr<Syntax> syntax);
  std::unique_ptr<Syntax> syntax_;
};

std::vector<std::string> function_names();

}  // namespace lunokhod
