#include "expression/choice.hpp"

#include <algorithm>

#include "expression/functions.hpp"
#include "expression/operations.hpp"
#include "expression/operators.hpp"

namespace lunokhod::expression {
namespace {

// The result being put together: rows come from one vector or another.
class Assembly {
 public:
  Assembly(Context& context, std::size_t slot, Type type)
      : context_(context), out_(context.at(slot)), text_(type.is(Dtype::text)) {
    out_.valid.fill(0);
    if (text_)
      std::fill_n(out_.text_room(), context.count, std::string_view());
    else
      std::memset(out_.word_room(), 0, context.count * sizeof(std::uint64_t));
  }
  void take(const Vector& from, const Bits& rows) {
    for_each_row(rows, context_.words(), [&](std::size_t row) { take(from, row); });
  }
  void take(const Vector& from, std::size_t row) {
    if (!(from.valid[row / 64] >> (row % 64) & 1)) return;
    out_.valid[row / 64] |= std::uint64_t{1} << (row % 64);
    if (text_)
      out_.texts[row] = from.texts[row];
    else
      out_.words[row] = from.words[row];
  }
  bool has(std::size_t row) const { return out_.valid[row / 64] >> (row % 64) & 1; }
  Vector view() const { return out_.view(); }

 private:
  Context& context_;
  Register& out_;
  bool text_;
};

bool any(const Bits& bits, const Context& context) {
  std::uint64_t all = 0;
  for (std::size_t w = 0; w < context.words(); ++w) all |= bits[w];
  return all != 0;
}

class ChooseOp final : public Op {
 public:
  ChooseOp(Type its_type, std::vector<OpPtr> its_arguments) : Op(its_type) { arguments = std::move(its_arguments); }

  Vector run(Context& context, const Bits& active) const override {
    Assembly out(context, slot, type);
    Bits rest = active;
    for (std::size_t i = 0; i + 1 < arguments.size() && any(rest, context); i += 2) {
      const Vector condition = arguments[i]->run(context, rest);
      Bits yes{};
      for_each_row(rest, context.words(), [&](std::size_t row) {
        const std::uint64_t bit = condition.valid[row / 64] >> (row % 64) & (condition.words[row] & 1);
        yes[row / 64] |= bit << (row % 64);
      });
      if (any(yes, context)) out.take(arguments[i + 1]->run(context, yes), yes);
      for (std::size_t w = 0; w < context.words(); ++w) rest[w] &= ~yes[w];
    }
    if (any(rest, context)) out.take(arguments.back()->run(context, rest), rest);
    return out.view();
  }
};

class CoalesceOp final : public Op {
 public:
  CoalesceOp(Type its_type, std::vector<OpPtr> its_arguments) : Op(its_type) { arguments = std::move(its_arguments); }

  Vector run(Context& context, const Bits& active) const override {
    Assembly out(context, slot, type);
    Bits rest = active;
    for (const OpPtr& argument : arguments) {
      if (!any(rest, context)) break;
      const Vector value = argument->run(context, rest);
      out.take(value, rest);
      for (std::size_t w = 0; w < context.words(); ++w) rest[w] &= ~value.valid[w];
    }
    return out.view();
  }
};

template <class T>
class ExtremeOp final : public Op {
 public:
  ExtremeOp(bool greatest, Type its_type, std::vector<OpPtr> its_arguments) : Op(its_type), greatest_(greatest) {
    arguments = std::move(its_arguments);
  }

  Vector run(Context& context, const Bits& active) const override {
    Assembly out(context, slot, type);
    for (const OpPtr& argument : arguments) {
      const Vector value = argument->run(context, active);
      const Vector best = out.view();
      for_each_row(active, context.words(), [&](std::size_t row) {
        if (!(value.valid[row / 64] >> (row % 64) & 1)) return;
        const T candidate = load<T>(value, row);
        const bool better =
            !out.has(row) || (greatest_ ? load<T>(best, row) < candidate : candidate < load<T>(best, row));
        if (better) out.take(value, row);
      });
    }
    return out.view();
  }

 private:
  bool greatest_;
};

// The type all the values have in common; they are converted to it.
Result<Type> unify(std::string_view name, std::vector<OpPtr*> values) {
  Type type = (*values[0])->type;
  for (OpPtr* value : values) {
    const auto common = common_type(type, (*value)->type);
    if (!common)
      return type_error(
          std::string(name) + "() cannot choose between " + type_text(type) + " and " + type_text((*value)->type),
          "make them one type: text(…), decimal(…), date(…)");
    type = *common;
  }
  if (type.null) type = Type{Dtype::text};
  for (OpPtr* value : values) *value = TRY(convert(std::move(*value), type));
  return type;
}

std::vector<OpPtr*> all_of(Call& call) {
  std::vector<OpPtr*> out;
  for (OpPtr& argument : call.arguments) out.push_back(&argument);
  return out;
}

Result<OpPtr> make_if(Call& call) {
  if (call.count() % 2 == 0) call.arguments.push_back(constant({{Dtype::text, 0, true}, std::nullopt, {}}));
  std::vector<OpPtr*> values;
  for (std::size_t i = 0; i + 1 < call.count(); i += 2) {
    call.arguments[i] = TRY(call.boolean(i));
    values.push_back(&call.arguments[i + 1]);
  }
  values.push_back(&call.arguments.back());
  const Type type = TRY(unify(call.name, values));
  return folded(choose(type, std::move(call.arguments)));
}

Result<OpPtr> make_coalesce(Call& call) {
  const Type type = TRY(unify(call.name, all_of(call)));
  return folded(first_not_null(type, std::move(call.arguments)));
}

Result<OpPtr> make_extreme(Call& call, bool greatest) {
  const Type type = TRY(unify(call.name, all_of(call)));
  return folded(extreme(greatest, type, std::move(call.arguments)));
}
Result<OpPtr> make_min(Call& call) {
  return make_extreme(call, false);
}
Result<OpPtr> make_max(Call& call) {
  return make_extreme(call, true);
}

constexpr Function table[] = {
    {"if", 2, any_number, "if(condition, value [, condition, value …] [, otherwise])", make_if},
    {"coalesce", 1, any_number, "coalesce(value, value …)", make_coalesce},
    {"min", 1, any_number, "min(value, value …)", make_min},
    {"max", 1, any_number, "max(value, value …)", make_max},
};

}  // namespace

std::span<const Function> choice_functions() {
  return table;
}

OpPtr choose(Type type, std::vector<OpPtr> arguments) {
  return std::make_unique<ChooseOp>(type, std::move(arguments));
}

OpPtr first_not_null(Type type, std::vector<OpPtr> arguments) {
  return std::make_unique<CoalesceOp>(type, std::move(arguments));
}

OpPtr extreme(bool greatest, Type type, std::vector<OpPtr> arguments) {
  if (type.is(Dtype::text)) return std::make_unique<ExtremeOp<std::string_view>>(greatest, type, std::move(arguments));
  if (type.is(Dtype::float_)) return std::make_unique<ExtremeOp<double>>(greatest, type, std::move(arguments));
  return std::make_unique<ExtremeOp<std::int64_t>>(greatest, type, std::move(arguments));
}

}  // namespace lunokhod::expression
