// + - * / % and unary minus, by the rules of expression.hpp.
#include <algorithm>
#include <cmath>
#include <limits>

#include "expression/convert.hpp"
#include "expression/operations.hpp"
#include "expression/operators.hpp"
#include "lunokhod/base/calendar.hpp"
#include "lunokhod/base/decimal.hpp"

namespace lunokhod::expression {
namespace {

using I64 = std::int64_t;
using Wide = __int128;

bool add(I64 a, I64 b, I64* out) {
  return __builtin_add_overflow(a, b, out);
}
bool subtract(I64 a, I64 b, I64* out) {
  return __builtin_sub_overflow(a, b, out);
}
bool multiply(I64 a, I64 b, I64* out) {
  return __builtin_mul_overflow(a, b, out);
}

auto describe(char operation, Type a, Type b, Type result) {
  return [=](I64 left, I64 right) {
    return Decimal{left, a.scale}.text() + " " + operation + " " + Decimal{right, b.scale}.text() + " does not fit " +
           type_text(result);
  };
}

// Integers, and decimals whose units may be computed with as they are.
OpPtr whole(char operation, Type result, OpPtr a, OpPtr b) {
  const auto told = describe(operation, a->type, b->type, result);
  switch (operation) {
    case '+':
      return checked(
          result, [](I64 l, I64 r, I64* o) { return add(l, r, o); }, told, std::move(a), std::move(b));
    case '-':
      return checked(
          result, [](I64 l, I64 r, I64* o) { return subtract(l, r, o); }, told, std::move(a), std::move(b));
    default:
      return checked(
          result, [](I64 l, I64 r, I64* o) { return multiply(l, r, o); }, told, std::move(a), std::move(b));
  }
}

OpPtr floats(char operation, OpPtr a, OpPtr b) {
  const Type result{Dtype::float_};
  switch (operation) {
    case '+':
      return dense<double, double, double>(
          result, [](double l, double r) { return l + r; }, std::move(a), std::move(b));
    case '-':
      return dense<double, double, double>(
          result, [](double l, double r) { return l - r; }, std::move(a), std::move(b));
    case '*':
      return dense<double, double, double>(
          result, [](double l, double r) { return l * r; }, std::move(a), std::move(b));
    default:
      break;
  }
  const bool remainder = operation == '%';
  return by_row<double, double, double>(
      result,
      [remainder](Context&, double l, double r) -> std::optional<double> {
        if (r == 0) return std::nullopt;
        if (!remainder) return l / r;
        const double rest = std::fmod(l, r);
        return rest != 0 && (rest < 0) != (r < 0) ? rest + r : rest;
      },
      std::move(a), std::move(b));
}

// |l| / |r| × 10^shift by long division, one digit after another; for shifts that 128 bits cannot take at once.
std::optional<Wide> long_divided(Wide l, Wide r, int shift) {
  Wide quotient = l / r, rest = l % r;
  for (; shift > 0; --shift) {
    quotient = quotient * 10 + rest * 10 / r;
    rest = rest * 10 % r;
    if (quotient > std::numeric_limits<I64>::max()) return std::nullopt;
  }
  return rest * 2 >= r ? quotient + 1 : quotient;
}

// l / r × 10^shift, rounded half away from zero; empty: does not fit 64 bits.
std::optional<I64> divided(I64 l, I64 r, int shift) {
  const bool negative = (l < 0) != (r < 0);
  const Wide upper = l < 0 ? -Wide{l} : Wide{l}, lower = r < 0 ? -Wide{r} : Wide{r};
  std::optional<Wide> quotient;
  if (shift <= 18) {
    const Wide scaled = upper * power_of_ten(shift);
    quotient = scaled / lower + ((scaled % lower) * 2 >= lower ? 1 : 0);
  } else {
    quotient = long_divided(upper, lower, shift);
  }
  if (!quotient || *quotient > std::numeric_limits<I64>::max()) return std::nullopt;
  return static_cast<I64>(negative ? -*quotient : *quotient);
}

OpPtr decimal_division(OpPtr a, OpPtr b) {
  const int scale = std::max<int>({6, a->type.scale, b->type.scale});
  const Type result{Dtype::decimal, static_cast<std::uint8_t>(scale)};
  const int shift = scale - a->type.scale + b->type.scale;  // never negative
  const auto told = describe('/', a->type, b->type, result);
  return by_row<I64, I64, I64>(
      result,
      [shift, told](Context& context, I64 l, I64 r) -> std::optional<I64> {
        if (r == 0) return std::nullopt;
        const auto quotient = divided(l, r, shift);
        if (!quotient)
          context.fail(context.row, Code::overflow, told(l, r), "use float(…) where an approximate number will do");
        return quotient;
      },
      std::move(a), std::move(b));
}

I64 floor_remainder(I64 l, I64 r) {
  if (r == -1) return 0;
  const I64 rest = l % r;
  return rest != 0 && (rest < 0) != (r < 0) ? rest + r : rest;
}

Result<OpPtr> numbers(char operation, OpPtr a, OpPtr b) {
  const Type common = *common_type(a->type, b->type);
  if (common.is(Dtype::float_) || (operation == '/' && common.is(Dtype::integer)))
    return floats(operation, TRY(convert(std::move(a), {Dtype::float_})), TRY(convert(std::move(b), {Dtype::float_})));
  if (operation == '/') return decimal_division(std::move(a), std::move(b));
  if (operation == '*') {
    const int scale = a->type.scale + b->type.scale;
    if (scale > 18)
      return type_error("`*` would need " + std::to_string(scale) + " digits after the point, a decimal has at most 18",
                        "round one side first: round(x, 2)");
    const Type result = common.is(Dtype::integer) ? common : Type{Dtype::decimal, static_cast<std::uint8_t>(scale)};
    return whole('*', result, std::move(a), std::move(b));
  }
  a = TRY(convert(std::move(a), common));
  b = TRY(convert(std::move(b), common));
  if (operation != '%') return whole(operation, common, std::move(a), std::move(b));
  return by_row<I64, I64, I64>(
      common,
      [](Context&, I64 l, I64 r) -> std::optional<I64> {
        if (r == 0) return std::nullopt;
        return floor_remainder(l, r);
      },
      std::move(a), std::move(b));
}

// A moment ± a step, within the years 1 to 9999 that dates can be written in.
OpPtr stepped(char operation, Type type, OpPtr moment, OpPtr step) {
  const bool day = type.is(Dtype::date);
  const I64 unit = day ? 1 : calendar::microseconds_per_day;
  const I64 least = calendar::days_from_civil(1, 1, 1) * unit, past = calendar::days_from_civil(10'000, 1, 1) * unit;
  const bool minus = operation == '-';
  return checked(
      type,
      [=](I64 l, I64 r, I64* out) {
        const bool overflow = minus ? subtract(l, r, out) : add(l, r, out);
        return overflow || *out < least || *out >= past;
      },
      [=](I64 l, I64 r) {
        return (day ? calendar::format_date(l) : calendar::format_datetime(l)) + " " + operation + " " +
               std::to_string(r / unit) + " days is outside the years 1 to 9999";
      },
      std::move(moment), std::move(step));
}

OpPtr float_of_days(OpPtr microseconds) {
  return dense<double, I64>(
      {Dtype::float_}, [](I64 v) { return static_cast<double>(v) / calendar::microseconds_per_day; },
      std::move(microseconds));
}

// date ± days, date − date, datetime − datetime. nullptr: not these.
Result<OpPtr> dates(char operation, OpPtr& a, OpPtr& b) {
  if (a->type.temporal() && b->type.temporal() && operation == '-') {
    const Type common = *common_type(a->type, b->type);
    const bool days = common.is(Dtype::date);
    OpPtr difference =
        whole('-', {Dtype::integer}, TRY(convert(std::move(a), common)), TRY(convert(std::move(b), common)));
    return days ? std::move(difference) : float_of_days(std::move(difference));
  }
  if (operation == '+' && b->type.is(Dtype::date) && a->type.is(Dtype::integer)) std::swap(a, b);
  if (a->type.is(Dtype::date) && b->type.is(Dtype::integer) && (operation == '+' || operation == '-'))
    return stepped(operation, {Dtype::date}, std::move(a), std::move(b));
  if (a->type.is(Dtype::datetime) && b->type.is(Dtype::integer) && (operation == '+' || operation == '-')) {
    OpPtr day = constant({{Dtype::integer}, static_cast<std::uint64_t>(calendar::microseconds_per_day), {}});
    OpPtr days = TRY(folded(whole('*', {Dtype::integer}, std::move(b), std::move(day))));
    return stepped(operation, {Dtype::datetime}, std::move(a), std::move(days));
  }
  return OpPtr();
}

}  // namespace

Result<OpPtr> arithmetic(char operation, OpPtr a, OpPtr b) {
  if (a->type.null && b->type.null) return a;
  if (a->type.null) a = constant({b->type, std::nullopt, {}});
  if (b->type.null) b = constant({a->type, std::nullopt, {}});
  if (operation == '+' && a->type.is(Dtype::text) && b->type.is(Dtype::text)) return joined(std::move(a), std::move(b));
  if (a->type.numeric() && b->type.numeric()) return folded(TRY(numbers(operation, std::move(a), std::move(b))));
  if (a->type.temporal() || b->type.temporal()) {
    OpPtr made = TRY(dates(operation, a, b));
    if (made) return folded(std::move(made));
  }
  const bool text = a->type.is(Dtype::text) || b->type.is(Dtype::text);
  return type_error(
      std::string("`") + operation + "` does not take " + type_text(a->type) + " and " + type_text(b->type),
      text ? "a number kept as text is read with decimal(…) or integer(…); texts are joined with .." : "");
}

Result<OpPtr> negated(OpPtr a) {
  const Type type = a->type;
  if (type.null) return a;
  if (!type.numeric()) return type_error("minus does not take " + type_text(type));
  if (type.is(Dtype::float_))
    return folded(dense<double, double>(
        type, [](double value) { return -value; }, std::move(a)));
  return folded(whole('-', type, constant({type, 0, {}}), std::move(a)));
}

}  // namespace lunokhod::expression
