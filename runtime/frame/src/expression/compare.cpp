// == != < <= > >= and in (…). Numbers of different types compare by value, not by a rounded copy of it.
#include <algorithm>
#include <limits>
#include <unordered_set>

#include "expression/convert.hpp"
#include "expression/operations.hpp"
#include "expression/operators.hpp"
#include "lunokhod/base/calendar.hpp"
#include "lunokhod/base/decimal.hpp"

namespace lunokhod::expression {
namespace {

using I64 = std::int64_t;

template <class T>
OpPtr compare_as(std::string_view operation, OpPtr a, OpPtr b) {
  const Type result{Dtype::boolean};
  if (operation == "==")
    return dense<bool, T, T>(
        result, [](T l, T r) { return l == r; }, std::move(a), std::move(b));
  if (operation == "!=")
    return dense<bool, T, T>(
        result, [](T l, T r) { return l != r; }, std::move(a), std::move(b));
  if (operation == "<")
    return dense<bool, T, T>(
        result, [](T l, T r) { return l < r; }, std::move(a), std::move(b));
  if (operation == "<=")
    return dense<bool, T, T>(
        result, [](T l, T r) { return l <= r; }, std::move(a), std::move(b));
  if (operation == ">")
    return dense<bool, T, T>(
        result, [](T l, T r) { return l > r; }, std::move(a), std::move(b));
  return dense<bool, T, T>(
      result, [](T l, T r) { return l >= r; }, std::move(a), std::move(b));
}

// -1, 0, 1 as an order, then compared with 0: for pairs that have no common exact type.
OpPtr order_compared(std::string_view operation, OpPtr order) {
  return compare_as<I64>(operation, std::move(order), constant({{Dtype::integer}, 0, {}}));
}

// A float next to an integer beyond 2^53 would be compared with a rounded neighbour.
I64 order_of(I64 whole, double number) {
  if (number >= 9223372036854775808.0) return -1;
  if (number < -9223372036854775808.0) return 1;
  if (number != number) return -1;
  const I64 truncated = static_cast<I64>(number);
  if (whole != truncated) return whole < truncated ? -1 : 1;
  const double fraction = number - static_cast<double>(truncated);
  return fraction > 0 ? -1 : fraction < 0 ? 1 : 0;
}

std::string_view mirrored(std::string_view operation) {
  if (operation == "<") return ">";
  if (operation == "<=") return ">=";
  if (operation == ">") return "<";
  if (operation == ">=") return "<=";
  return operation;
}

// The constant side at the scale of the other, when that loses nothing: then units compare as integers.
bool rescale_constant(OpPtr& op, int scale) {
  const Scalar* value = constant_value(*op);
  if (value == nullptr || !value->word) return false;
  const auto exact = Decimal{static_cast<I64>(*value->word), value->type.scale}.rescaled(scale, Rounding::down);
  if (!exact) return false;
  const auto back = exact->rescaled(value->type.scale, Rounding::down);
  if (!back || back->units != static_cast<I64>(*value->word)) return false;
  op = constant({{Dtype::decimal, static_cast<std::uint8_t>(scale)}, static_cast<std::uint64_t>(exact->units), {}});
  return true;
}

OpPtr decimals(std::string_view operation, OpPtr a, OpPtr b) {
  if (a->type.scale == b->type.scale || rescale_constant(b, a->type.scale) || rescale_constant(a, b->type.scale))
    return compare_as<I64>(operation, std::move(a), std::move(b));
  const int scale = std::max(a->type.scale, b->type.scale);
  const __int128 left = power_of_ten(scale - a->type.scale), right = power_of_ten(scale - b->type.scale);
  OpPtr order = dense<I64, I64, I64>(
      {Dtype::integer},
      [left, right](I64 l, I64 r) {
        const __int128 x = l * left, y = r * right;
        return I64{x > y} - I64{x < y};
      },
      std::move(a), std::move(b));
  return order_compared(operation, std::move(order));
}

Result<OpPtr> numbers(std::string_view operation, OpPtr a, OpPtr b) {
  const Type common = *common_type(a->type, b->type);
  if (common.is(Dtype::integer)) return compare_as<I64>(operation, std::move(a), std::move(b));
  if (common.is(Dtype::decimal)) return decimals(operation, std::move(a), std::move(b));
  if (a->type.is(Dtype::float_) && b->type.is(Dtype::integer)) {
    std::swap(a, b);
    operation = mirrored(operation);
  }
  const Scalar* whole = constant_value(*a);
  constexpr I64 exact = I64{1} << 53;
  const bool small = whole != nullptr && whole->word && static_cast<I64>(*whole->word) <= exact &&
                     static_cast<I64>(*whole->word) >= -exact;
  if (a->type.is(Dtype::integer) && !small) {
    OpPtr order = dense<I64, I64, double>({Dtype::integer}, order_of, std::move(a), std::move(b));
    return order_compared(operation, std::move(order));
  }
  return compare_as<double>(operation, TRY(convert(std::move(a), common)), TRY(convert(std::move(b), common)));
}

// A text literal next to a date becomes that date.
Result<void> read_as_date(OpPtr& literal, Type wanted) {
  const Scalar* value = constant_value(*literal);
  if (value == nullptr || !value->word) return {};
  const auto parsed = calendar::parse(value->text);
  if (!parsed)
    return type_error("\"" + value->text + "\" is not a date", "write dates as \"31.12.2025\" or \"2025-12-31\"");
  const bool as_date = wanted.is(Dtype::date) && !parsed->has_time;
  const std::int64_t word = as_date ? parsed->microseconds / calendar::microseconds_per_day : parsed->microseconds;
  const I64 floored = as_date && parsed->microseconds % calendar::microseconds_per_day < 0 ? word - 1 : word;
  literal = constant({{as_date ? Dtype::date : Dtype::datetime}, static_cast<std::uint64_t>(floored), {}});
  return {};
}

Error not_comparable(std::string_view operation, Type a, Type b) {
  const bool text = a.is(Dtype::text) || b.is(Dtype::text);
  const bool number = a.numeric() || b.numeric();
  return type_error("`" + std::string(operation) + "` does not compare " + type_text(a) + " and " + type_text(b),
                    text && number ? "a number kept as text is read with decimal(…) or integer(…); "
                                     "a text is written in quotes: \"0\""
                                   : "");
}

Result<OpPtr> list_of_texts(bool negated, OpPtr what, const std::vector<OpPtr>& list) {
  auto values = std::make_shared<std::vector<std::string>>();
  for (const OpPtr& item : list) values->push_back(constant_value(*item)->text);
  auto set = std::make_shared<std::unordered_set<std::string_view>>(values->begin(), values->end());
  return by_row<bool, std::string_view>(
      {Dtype::boolean},
      [values, set, negated](Context&, std::string_view text) { return std::optional(set->contains(text) != negated); },
      std::move(what));
}

// Bits of a float by which equal numbers meet: -0.0 is 0.0.
I64 float_key(double value) {
  return value == 0 ? 0 : std::bit_cast<I64>(value);
}

Result<OpPtr> list_of_floats(bool negated, OpPtr what, std::vector<OpPtr> list) {
  auto set = std::make_shared<std::unordered_set<I64>>();
  for (OpPtr& item : list) {
    const OpPtr number = TRY(convert(std::move(item), {Dtype::float_}));
    set->insert(float_key(std::bit_cast<double>(*constant_value(*number)->word)));
  }
  return by_row<bool, double>(
      {Dtype::boolean},
      [set, negated](Context&, double value) { return std::optional(set->contains(float_key(value)) != negated); },
      std::move(what));
}

Result<OpPtr> list_of_words(bool negated, OpPtr what, const std::vector<OpPtr>& list) {
  auto set = std::make_shared<std::unordered_set<I64>>();
  for (const OpPtr& item : list) set->insert(static_cast<I64>(*constant_value(*item)->word));
  return by_row<bool, I64>(
      {Dtype::boolean}, [set, negated](Context&, I64 word) { return std::optional(set->contains(word) != negated); },
      std::move(what));
}

}  // namespace

Result<OpPtr> compared(std::string_view operation, OpPtr a, OpPtr b) {
  if (a->type.null || b->type.null)
    return type_error("comparing with null is always null", "write `is null` or `is not null`");
  if (a->type.temporal() && b->type.is(Dtype::text)) CHECKED(read_as_date(b, a->type));
  if (b->type.temporal() && a->type.is(Dtype::text)) CHECKED(read_as_date(a, b->type));
  if (a->type.numeric() && b->type.numeric()) return folded(TRY(numbers(operation, std::move(a), std::move(b))));
  if (a->type.is(Dtype::text) && b->type.is(Dtype::text))
    return folded(compare_as<std::string_view>(operation, std::move(a), std::move(b)));
  if (a->type.temporal() && b->type.temporal()) {
    const Type common = *common_type(a->type, b->type);
    return folded(compare_as<I64>(operation, TRY(convert(std::move(a), common)), TRY(convert(std::move(b), common))));
  }
  const bool equality = operation == "==" || operation == "!=";
  if (a->type.is(Dtype::boolean) && b->type.is(Dtype::boolean) && equality)
    return folded(compare_as<I64>(operation, std::move(a), std::move(b)));
  return not_comparable(operation, a->type, b->type);
}

Result<OpPtr> membership(bool negated, std::vector<OpPtr> children) {
  OpPtr what = std::move(children[0]);
  children.erase(children.begin());
  const Type type = what->type;
  if (type.null) return type_error("null is in no list", "write `is null`");
  bool same_words = !type.is(Dtype::text) && !type.is(Dtype::float_);
  for (OpPtr& item : children) {
    const Scalar* value = constant_value(*item);
    if (value == nullptr)
      return type_error("`in` takes a list of plain values", "compare with columns using == and or");
    if (!value->word || item->type.null)
      return type_error("null in a list of `in` matches nothing", "add: or … is null");
    if (type.temporal() && item->type.is(Dtype::text)) CHECKED(read_as_date(item, type));
    if (type.is(Dtype::decimal) && item->type.numeric() && !item->type.is(Dtype::float_))
      rescale_constant(item, type.scale);
    if (type.is(Dtype::text) != item->type.is(Dtype::text) || (type.numeric() != item->type.numeric()) ||
        (type.temporal() != item->type.temporal()))
      return not_comparable("in", type, item->type);
    same_words = same_words && item->type == type;
  }
  if (type.is(Dtype::text)) return folded(TRY(list_of_texts(negated, std::move(what), children)));
  if (type.is(Dtype::float_)) return folded(TRY(list_of_floats(negated, std::move(what), std::move(children))));
  if (same_words) return folded(TRY(list_of_words(negated, std::move(what), children)));
  return type_error("`in` does not compare " + type_text(type) + " with such a list",
                    "write the comparisons out: x == 1.5 or x == 2.5");
}

}  // namespace lunokhod::expression
