// Functions on numbers. Rounding is half away from zero, on the digits people see: round(1.005, 2) is 1.01.
#include <cmath>
#include <limits>

#include "expression/functions.hpp"
#include "expression/operations.hpp"
#include "lunokhod/base/decimal.hpp"
#include "lunokhod/base/text.hpp"

namespace lunokhod::expression {
namespace {

using I64 = std::int64_t;

Result<OpPtr> number(Call& call, std::size_t index) {
  if (call.type(index).null) return constant({{Dtype::float_}, std::nullopt, {}});
  if (!call.type(index).numeric())
    return call.mismatch(index, "a number", "a number kept as text is read with decimal(…) or float(…)");
  return std::move(call.arguments[index]);
}

double round_float(double value, int places) {
  if (places == 0) return std::round(value);
  const auto exact = decimal_from_double(value, places);
  return exact ? exact->to_double() : value;  // past 64 bits of units there is nothing after the point to round
}

OpPtr rescaled_down(OpPtr op, int places, Rounding rounding) {
  const int scale = op->type.scale;
  return by_row<I64, I64>(
      {Dtype::decimal, static_cast<std::uint8_t>(places)},
      [scale, places, rounding](Context&, I64 units) {
        return std::optional(Decimal{units, scale}.rescaled(places, rounding)->units);
      },
      std::move(op));
}

Result<OpPtr> make_round(Call& call) {
  const int places = call.count() > 1 ? static_cast<int>(TRY(call.fixed_integer(1, 0, 18))) : 0;
  OpPtr value = TRY(number(call, 0));
  const Type type = value->type;
  if (type.is(Dtype::float_))
    return folded(by_row<double, double>(
        type, [places](Context&, double v) { return std::optional(round_float(v, places)); }, std::move(value)));
  if (type.is(Dtype::integer) || type.scale <= places) return value;
  return folded(rescaled_down(std::move(value), places, Rounding::half_up));
}

// floor and ceil make integers; a float beyond 64 bits is an error.
Result<OpPtr> whole(Call& call, bool up) {
  OpPtr value = TRY(number(call, 0));
  const Type result{Dtype::integer};
  if (value->type.is(Dtype::integer)) return value;
  if (value->type.is(Dtype::decimal)) {
    const I64 unit = power_of_ten(value->type.scale);
    return folded(by_row<I64, I64>(
        result,
        [unit, up](Context&, I64 units) {
          const I64 rest = units % unit;
          return std::optional(units / unit + (up && rest > 0 ? 1 : 0) - (!up && rest < 0 ? 1 : 0));
        },
        std::move(value)));
  }
  return folded(by_row<I64, double>(
      result,
      [up](Context& context, double v) -> std::optional<I64> {
        const double whole = up ? std::ceil(v) : std::floor(v);
        if (whole >= -9223372036854775808.0 && whole < 9223372036854775808.0) return static_cast<I64>(whole);
        context.fail(context.row, Code::overflow, text::format_float(v) + " does not fit an integer");
        return std::nullopt;
      },
      std::move(value)));
}
Result<OpPtr> make_floor(Call& call) {
  return whole(call, false);
}
Result<OpPtr> make_ceil(Call& call) {
  return whole(call, true);
}

Result<OpPtr> make_abs(Call& call) {
  OpPtr value = TRY(number(call, 0));
  const Type type = value->type;
  if (type.is(Dtype::float_))
    return folded(dense<double, double>(
        type, [](double v) { return std::abs(v); }, std::move(value)));
  return folded(by_row<I64, I64>(
      type,
      [](Context& context, I64 v) -> std::optional<I64> {
        if (v != std::numeric_limits<I64>::min()) return v < 0 ? -v : v;
        context.fail(context.row, Code::overflow, "abs(" + std::to_string(v) + ") does not fit an integer");
        return std::nullopt;
      },
      std::move(value)));
}

Result<OpPtr> make_sign(Call& call) {
  OpPtr value = TRY(number(call, 0));
  const Type result{Dtype::integer};
  if (value->type.is(Dtype::float_))
    return folded(dense<I64, double>(
        result, [](double v) { return I64{v > 0} - I64{v < 0}; }, std::move(value)));
  return folded(dense<I64, I64>(
      result, [](I64 v) { return I64{v > 0} - I64{v < 0}; }, std::move(value)));
}

Result<OpPtr> make_sqrt(Call& call) {
  OpPtr value = TRY(number(call, 0));
  return folded(by_row<double, double>(
      {Dtype::float_},
      [](Context&, double v) -> std::optional<double> {
        if (!(v >= 0)) return std::nullopt;
        return std::sqrt(v);
      },
      TRY(convert(std::move(value), {Dtype::float_}))));
}

constexpr Function table[] = {
    {"round", 1, 2, "round(number [, places])", make_round},
    {"floor", 1, 1, "floor(number)", make_floor},
    {"ceil", 1, 1, "ceil(number)", make_ceil},
    {"abs", 1, 1, "abs(number)", make_abs},
    {"sign", 1, 1, "sign(number)", make_sign},
    {"sqrt", 1, 1, "sqrt(number)", make_sqrt},
};

}  // namespace

std::span<const Function> number_functions() {
  return table;
}

}  // namespace lunokhod::expression
