// The three shapes of operations, written once:
//   dense    a total function on words: computed for every row of the batch in a loop the compiler vectorises
//   checked  the same with an overflow flag that is looked at once per batch; only an active row with values may raise
//   by_row   only for active rows with values, may answer null (texts, dates, anything dear)
#pragma once

#include <utility>

#include "expression/vector.hpp"

namespace lunokhod::expression {

template <class T>
inline T load(const Vector& vector, std::size_t row) {
  if constexpr (std::is_same_v<T, std::string_view>)
    return vector.texts[row];
  else if constexpr (std::is_same_v<T, bool>)
    return vector.words[row] != 0;
  else
    return std::bit_cast<T>(vector.words[row]);
}

template <class T>
inline std::uint64_t to_word(T value) {
  if constexpr (std::is_same_v<T, bool>)
    return value ? 1 : 0;
  else
    return std::bit_cast<std::uint64_t>(value);
}

template <class F, class Out, class... In>
class DenseOp final : public Op {
 public:
  DenseOp(Type its_type, F function, std::vector<OpPtr> its_arguments) : Op(its_type), function_(std::move(function)) {
    arguments = std::move(its_arguments);
  }
  Vector run(Context& context, const Bits& active) const override {
    return run_with(context, active, std::index_sequence_for<In...>{});
  }

 private:
  template <std::size_t... I>
  Vector run_with(Context& context, const Bits& active, std::index_sequence<I...>) const {
    const Vector in[] = {arguments[I]->run(context, active)...};
    Register& out = context.at(slot);
    std::uint64_t* __restrict words = out.word_room();
    const std::size_t count = context.count;
    for (std::size_t row = 0; row < count; ++row) words[row] = to_word<Out>(function_(load<In>(in[I], row)...));
    for (std::size_t w = 0; w < context.words(); ++w) out.valid[w] = (in[I].valid[w] & ...);
    return out.view();
  }
  F function_;
};

template <class Out, class... In, class F, class... Arguments>
OpPtr dense(Type type, F function, Arguments... arguments) {
  std::vector<OpPtr> list;
  (list.push_back(std::move(arguments)), ...);
  return std::make_unique<DenseOp<F, Out, In...>>(type, std::move(function), std::move(list));
}

// function(a, b, out*) → true on overflow, as __builtin_add_overflow; describe(a, b) → the message.
template <class F, class D>
class CheckedOp final : public Op {
 public:
  CheckedOp(Type its_type, F function, D describe, OpPtr a, OpPtr b)
      : Op(its_type), function_(std::move(function)), describe_(std::move(describe)) {
    arguments.push_back(std::move(a));
    arguments.push_back(std::move(b));
  }
  Vector run(Context& context, const Bits& active) const override {
    const Vector a = arguments[0]->run(context, active), b = arguments[1]->run(context, active);
    Register& out = context.at(slot);
    std::uint64_t* __restrict words = out.word_room();
    bool overflow = false;
    const std::size_t count = context.count;
    for (std::size_t row = 0; row < count; ++row) {
      std::int64_t result;
      overflow |= function_(load<std::int64_t>(a, row), load<std::int64_t>(b, row), &result);
      words[row] = to_word(result);
    }
    for (std::size_t w = 0; w < context.words(); ++w) out.valid[w] = a.valid[w] & b.valid[w];
    if (overflow) locate(context, active, a, b, out.valid);
    return out.view();
  }

 private:
  void locate(Context& context, const Bits& active, const Vector& a, const Vector& b, const Bits& valid) const {
    Bits looked{};
    for (std::size_t w = 0; w < context.words(); ++w) looked[w] = active[w] & valid[w];
    for_each_row(looked, context.words(), [&](std::size_t row) {
      std::int64_t result;
      const auto left = load<std::int64_t>(a, row), right = load<std::int64_t>(b, row);
      if (function_(left, right, &result)) context.fail(row, Code::overflow, describe_(left, right), overflow_hint);
    });
  }
  static constexpr const char* overflow_hint =
      "integers and decimals have 64 bits (about 19 digits); use float(…) where an approximate number will do";
  F function_;
  D describe_;
};

template <class F, class D>
OpPtr checked(Type type, F function, D describe, OpPtr a, OpPtr b) {
  return std::make_unique<CheckedOp<F, D>>(type, std::move(function), std::move(describe), std::move(a), std::move(b));
}

// function(Context&, values…) → std::optional<Out>; Out may be std::string_view (kept in the batch's scratch or older).
template <class F, class Out, class... In>
class RowOp final : public Op {
 public:
  RowOp(Type its_type, F function, std::vector<OpPtr> its_arguments) : Op(its_type), function_(std::move(function)) {
    arguments = std::move(its_arguments);
  }
  Vector run(Context& context, const Bits& active) const override {
    return run_with(context, active, std::index_sequence_for<In...>{});
  }

 private:
  template <std::size_t... I>
  Vector run_with(Context& context, const Bits& active, std::index_sequence<I...>) const {
    const Vector in[] = {arguments[I]->run(context, active)...};
    Register& out = context.at(slot);
    std::uint64_t* words = nullptr;
    std::string_view* texts = nullptr;
    if constexpr (std::is_same_v<Out, std::string_view>) {
      texts = out.text_room();
      std::fill_n(texts, context.count, std::string_view());
    } else {
      words = out.word_room();
      std::memset(words, 0, context.count * sizeof *words);
    }
    Bits looked{};
    for (std::size_t w = 0; w < context.words(); ++w) looked[w] = active[w] & (in[I].valid[w] & ...);
    out.valid = looked;
    for_each_row(looked, context.words(), [&](std::size_t row) {
      context.row = row;
      const std::optional<Out> value = function_(context, load<In>(in[I], row)...);
      if (!value) {
        out.valid[row / 64] &= ~(std::uint64_t{1} << (row % 64));
      } else if constexpr (std::is_same_v<Out, std::string_view>) {
        texts[row] = *value;
      } else {
        words[row] = to_word<Out>(*value);
      }
    });
    return out.view();
  }
  F function_;
};

template <class Out, class... In, class F, class... Arguments>
OpPtr by_row(Type type, F function, Arguments... arguments) {
  std::vector<OpPtr> list;
  (list.push_back(std::move(arguments)), ...);
  return std::make_unique<RowOp<F, Out, In...>>(type, std::move(function), std::move(list));
}

}  // namespace lunokhod::expression
