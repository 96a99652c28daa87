// text(), integer(), decimal(), float(), boolean(), date(), datetime(): the same reading of cells as map and cast, but
// what does not fit is null.
#include "expression/functions.hpp"
#include "expression/operations.hpp"
#include "lunokhod/base/calendar.hpp"
#include "lunokhod/base/decimal.hpp"
#include "mapping/reading.hpp"

namespace lunokhod::expression {
namespace {

using I64 = std::int64_t;
using View = std::string_view;

Error no_way(const Call& call) {
  return type_error(std::string(call.name) + "() cannot be made of " + type_text(call.type(0)));
}

Result<OpPtr> formatted(Call& call) {
  const std::string pattern = TRY(call.fixed_text(1));
  if (!call.type(0).temporal() && !call.type(0).null)
    return call.mismatch(0, "a date where there is a format", "text(date([дата]), \"dd.mm.yyyy\")");
  OpPtr moment = TRY(convert(std::move(call.arguments[0]), {Dtype::datetime}));
  return folded(by_row<View, I64>(
      {Dtype::text},
      [pattern](Context& context, I64 at) {
        return std::optional(context.scratch.keep(calendar::format(at, pattern)));
      },
      std::move(moment)));
}

Result<OpPtr> make_text(Call& call) {
  if (call.count() > 1) return formatted(call);
  if (call.type(0).null) return constant({{Dtype::text}, std::nullopt, {}});
  return folded(to_text(std::move(call.arguments[0])));
}

Result<OpPtr> make_integer(Call& call) {
  const Type result{Dtype::integer}, from = call.type(0);
  OpPtr value = std::move(call.arguments[0]);
  if (from.null) return constant({result, std::nullopt, {}});
  if (from.is(Dtype::integer)) return value;
  if (from.is(Dtype::boolean))
    return folded(dense<I64, bool>(
        result, [](bool v) { return I64{v}; }, std::move(value)));
  if (from.is(Dtype::text))
    return folded(by_row<I64, View>(
        result, [](Context&, View v) { return reading::integer(v); }, std::move(value)));
  if (from.is(Dtype::float_))
    return folded(by_row<I64, double>(
        result, [](Context&, double v) { return reading::integer(v); }, std::move(value)));
  if (!from.is(Dtype::decimal)) {
    call.arguments[0] = std::move(value);
    return no_way(call);
  }
  const I64 unit = power_of_ten(from.scale);
  return folded(by_row<I64, I64>(
      result,
      [unit](Context&, I64 v) -> std::optional<I64> {
        if (v % unit != 0) return std::nullopt;
        return v / unit;
      },
      std::move(value)));
}

std::optional<I64> units_at(const std::optional<Decimal>& value, int scale) {
  if (!value) return std::nullopt;
  const auto rescaled = value->rescaled(scale);
  if (!rescaled) return std::nullopt;
  return rescaled->units;
}

Result<OpPtr> make_decimal(Call& call) {
  constexpr int usual = 4;  // so that the product of two still holds 10 digits before the point
  const Type from = call.type(0);
  const int scale = call.count() > 1          ? static_cast<int>(TRY(call.fixed_integer(1, 0, 18)))
                    : from.is(Dtype::decimal) ? from.scale
                                              : usual;
  const Type result{Dtype::decimal, static_cast<std::uint8_t>(scale)};
  if (from.null) return constant({result, std::nullopt, {}});
  OpPtr value = std::move(call.arguments[0]);
  if (from == result) return value;
  if (from.is(Dtype::text))
    return folded(by_row<I64, View>(
        result, [scale](Context&, View v) { return units_at(reading::decimal(v), scale); }, std::move(value)));
  if (from.is(Dtype::float_))
    return folded(by_row<I64, double>(
        result, [scale](Context&, double v) { return units_at(decimal_from_double(v, scale), scale); },
        std::move(value)));
  if (from.is(Dtype::integer) || from.is(Dtype::decimal))
    return folded(by_row<I64, I64>(
        result,
        [scale, old = from.scale](Context&, I64 v) {
          return units_at(Decimal{v, old}, scale);
        },
        std::move(value)));
  call.arguments[0] = std::move(value);
  return no_way(call);
}

Result<OpPtr> make_float(Call& call) {
  const Type result{Dtype::float_}, from = call.type(0);
  if (from.null) return constant({result, std::nullopt, {}});
  if (from.numeric()) return convert(std::move(call.arguments[0]), result);
  if (!from.is(Dtype::text)) return no_way(call);
  return folded(by_row<double, View>(
      result, [](Context&, View v) { return reading::number(v); }, std::move(call.arguments[0])));
}

Result<OpPtr> make_boolean(Call& call) {
  const Type result{Dtype::boolean}, from = call.type(0);
  if (from.null) return constant({result, std::nullopt, {}});
  if (from.is(Dtype::boolean)) return std::move(call.arguments[0]);
  if (from.is(Dtype::text))
    return folded(by_row<bool, View>(
        result, [](Context&, View v) { return reading::boolean(v); }, std::move(call.arguments[0])));
  if (!from.is(Dtype::integer) && !from.is(Dtype::float_)) return no_way(call);
  OpPtr number = TRY(convert(std::move(call.arguments[0]), {Dtype::float_}));
  return folded(by_row<bool, double>(
      result,
      [](Context&, double v) -> std::optional<bool> {
        if (v != 0 && v != 1) return std::nullopt;
        return v == 1;
      },
      std::move(number)));
}

// Microseconds of text or of a plain number.
Result<OpPtr> moment_of(Call& call) {
  const Type from = call.type(0);
  if (from.is(Dtype::text))
    return folded(by_row<I64, View>(
        {Dtype::datetime}, [](Context&, View v) { return reading::moment(v); }, std::move(call.arguments[0])));
  if (!from.numeric()) return no_way(call);
  OpPtr serial = TRY(convert(std::move(call.arguments[0]), {Dtype::float_}));
  return folded(by_row<I64, double>(
      {Dtype::datetime}, [](Context&, double v) { return reading::moment(v); }, std::move(serial)));
}

Result<OpPtr> make_datetime(Call& call) {
  const Type from = call.type(0);
  if (from.null || from.temporal()) return convert(std::move(call.arguments[0]), {Dtype::datetime});
  return moment_of(call);
}

Result<OpPtr> make_date(Call& call) {
  const Type from = call.type(0);
  if (!from.null && !from.temporal()) call.arguments[0] = TRY(moment_of(call));
  return call.date(0);
}

constexpr Function table[] = {
    {"text", 1, 2, "text(value [, \"dd.mm.yyyy\"])", make_text}, {"integer", 1, 1, "integer(value)", make_integer},
    {"decimal", 1, 2, "decimal(value [, scale])", make_decimal}, {"float", 1, 1, "float(value)", make_float},
    {"boolean", 1, 1, "boolean(value)", make_boolean},           {"date", 1, 1, "date(value)", make_date},
    {"datetime", 1, 1, "datetime(value)", make_datetime},
};

}  // namespace

std::span<const Function> conversion_functions() {
  return table;
}

}  // namespace lunokhod::expression
