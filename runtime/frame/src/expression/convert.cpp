#include "expression/convert.hpp"

#include <algorithm>

#include "expression/operations.hpp"
#include "lunokhod/base/calendar.hpp"
#include "lunokhod/base/decimal.hpp"
#include "mapping/reading.hpp"

namespace lunokhod::expression {
namespace {

OpPtr rescaled(OpPtr op, int scale) {
  const int from = op->type.is(Dtype::decimal) ? op->type.scale : 0;
  const Type target{Dtype::decimal, static_cast<std::uint8_t>(scale), false};
  if (scale == from)
    return dense<std::int64_t, std::int64_t>(
        target, [](std::int64_t value) { return value; }, std::move(op));
  OpPtr factor = constant({{Dtype::integer}, static_cast<std::uint64_t>(power_of_ten(scale - from)), {}});
  return checked(
      target, [](std::int64_t a, std::int64_t b, std::int64_t* out) { return __builtin_mul_overflow(a, b, out); },
      [from, scale](std::int64_t a, std::int64_t) {
        return Decimal{a, from}.text() + " does not fit a decimal of scale " + std::to_string(scale);
      },
      std::move(op), std::move(factor));
}

}  // namespace

Error type_error(std::string message, std::string hint) {
  return Error{Code::type_mismatch, std::move(message), std::move(hint)};
}

std::optional<Type> common_type(Type a, Type b) {
  if (a.null) return b;
  if (b.null || a == b) return a;
  if (a.numeric() && b.numeric()) {
    if (a.is(Dtype::float_) || b.is(Dtype::float_)) return Type{Dtype::float_};
    return Type{Dtype::decimal, std::max(a.scale, b.scale)};
  }
  if (a.temporal() && b.temporal()) return Type{Dtype::datetime};
  return std::nullopt;
}

OpPtr to_float(OpPtr op) {
  if (op->type.is(Dtype::float_)) return op;
  const Type target{Dtype::float_};
  if (op->type.is(Dtype::integer) || op->type.scale == 0)
    return dense<double, std::int64_t>(
        target, [](std::int64_t value) { return static_cast<double>(value); }, std::move(op));
  const int scale = op->type.scale;
  const double divisor = static_cast<double>(power_of_ten(scale));
  return dense<double, std::int64_t>(
      target,
      [scale, divisor](std::int64_t units) {
        constexpr std::int64_t exact = std::int64_t{1} << 53;
        if (units <= exact && units >= -exact) return static_cast<double>(units) / divisor;
        return Decimal{units, scale}.to_double();
      },
      std::move(op));
}

OpPtr to_text(OpPtr op) {
  const Type target{Dtype::text};
  const auto kept = [](Context& context, const std::string& text) { return context.scratch.keep(text); };
  switch (op->type.dtype) {
    case Dtype::integer:
      return by_row<std::string_view, std::int64_t>(
          target, [kept](Context& c, std::int64_t v) { return std::optional(kept(c, std::to_string(v))); },
          std::move(op));
    case Dtype::float_:  // as an identifier of a sheet: past 15 digits there is no exact text
      return by_row<std::string_view, double>(
          target,
          [kept](Context& c, double v) -> std::optional<std::string_view> {
            const auto shown = reading::text(v);
            if (!shown) return std::nullopt;
            return kept(c, *shown);
          },
          std::move(op));
    case Dtype::decimal: {
      const int scale = op->type.scale;
      return by_row<std::string_view, std::int64_t>(
          target,
          [kept, scale](Context& c, std::int64_t v) {
            return std::optional(kept(c, Decimal{v, scale}.text()));
          },
          std::move(op));
    }
    case Dtype::date:
      return by_row<std::string_view, std::int64_t>(
          target, [kept](Context& c, std::int64_t v) { return std::optional(kept(c, calendar::format_date(v))); },
          std::move(op));
    case Dtype::datetime:
      return by_row<std::string_view, std::int64_t>(
          target, [kept](Context& c, std::int64_t v) { return std::optional(kept(c, calendar::format_datetime(v))); },
          std::move(op));
    case Dtype::boolean:
      return by_row<std::string_view, bool>(
          target, [](Context&, bool v) { return std::optional<std::string_view>(v ? "true" : "false"); },
          std::move(op));
    default:
      return op;
  }
}

Result<OpPtr> convert(OpPtr op, Type target) {
  if (op->type == target) return op;
  if (op->type.null) return constant({target, std::nullopt, {}});
  switch (target.dtype) {
    case Dtype::float_:
      return folded(to_float(std::move(op)));
    case Dtype::decimal:
      return folded(rescaled(std::move(op), target.scale));
    case Dtype::datetime:
      return folded(dense<std::int64_t, std::int64_t>(
          target,
          [](std::int64_t days) {
            return static_cast<std::int64_t>(static_cast<std::uint64_t>(days) *
                                             static_cast<std::uint64_t>(calendar::microseconds_per_day));
          },
          std::move(op)));
    default:
      return type_error(type_text(op->type) + " cannot become " + type_text(target));
  }
}

}  // namespace lunokhod::expression
