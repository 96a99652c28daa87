// Three-valued and, or, not; null tests; joining texts.
#include "expression/convert.hpp"
#include "expression/operations.hpp"
#include "expression/operators.hpp"
#include "expression/truth.hpp"

namespace lunokhod::expression {
namespace {

// The right side is looked at only where the left leaves the answer open.
class AndOrOp final : public Op {
 public:
  AndOrOp(bool is_and, OpPtr a, OpPtr b) : Op({Dtype::boolean}), is_and_(is_and) {
    arguments.push_back(std::move(a));
    arguments.push_back(std::move(b));
  }

  Vector run(Context& context, const Bits& active) const override {
    const Vector a = arguments[0]->run(context, active);
    const Bits a_true = true_bits(a, context);
    Bits open{};
    std::uint64_t any = 0;
    for (std::size_t w = 0; w < context.words(); ++w) {
      open[w] = active[w] & (is_and_ ? ~(a.valid[w] & ~a_true[w]) : ~a_true[w]);
      any |= open[w];
    }
    if (any == 0) return a;
    const Vector b = arguments[1]->run(context, open);
    const Bits b_true = true_bits(b, context);
    Register& out = context.at(slot);
    std::uint64_t* words = out.word_room();
    for (std::size_t w = 0; w < context.words(); ++w) {
      const std::uint64_t a_false = a.valid[w] & ~a_true[w], b_false = b.valid[w] & ~b_true[w] & open[w];
      const std::uint64_t b_yes = b_true[w] & open[w];
      const std::uint64_t yes = is_and_ ? a_true[w] & b_yes : a_true[w] | b_yes;
      const std::uint64_t no = is_and_ ? a_false | b_false : a_false & b_false;
      out.valid[w] = yes | no;
      words_of_bits(yes, words + w * 64);
    }
    return out.view();
  }

 private:
  bool is_and_;
};

class NullTestOp final : public Op {
 public:
  NullTestOp(bool wants_null, OpPtr a) : Op({Dtype::boolean}), wants_null_(wants_null) {
    arguments.push_back(std::move(a));
  }
  Vector run(Context& context, const Bits& active) const override {
    const Vector a = arguments[0]->run(context, active);
    Register& out = context.at(slot);
    std::uint64_t* words = out.word_room();
    out.valid.fill(~std::uint64_t{0});
    for (std::size_t row = 0; row < context.count; ++row)
      words[row] = (a.valid[row / 64] >> (row % 64) & 1) != std::uint64_t{wants_null_};
    return out.view();
  }

 private:
  bool wants_null_;
};

Result<OpPtr> boolean(OpPtr op, std::string_view word) {
  if (op->type.null) return constant({{Dtype::boolean}, std::nullopt, {}});
  if (op->type.is(Dtype::boolean)) return op;
  return type_error(
      "`" + std::string(word) + "` takes conditions, not " + type_text(op->type),
      op->type.numeric() ? "compare it with something: … != 0" : "compare it with something: … == \"да\"");
}

}  // namespace

Result<OpPtr> and_or(bool is_and, OpPtr a, OpPtr b) {
  a = TRY(boolean(std::move(a), is_and ? "and" : "or"));
  b = TRY(boolean(std::move(b), is_and ? "and" : "or"));
  return folded(std::make_unique<AndOrOp>(is_and, std::move(a), std::move(b)));
}

Result<OpPtr> inverted(OpPtr a) {
  a = TRY(boolean(std::move(a), "not"));
  return folded(dense<bool, bool>(
      {Dtype::boolean}, [](bool value) { return !value; }, std::move(a)));
}

OpPtr null_test(bool wants_null, OpPtr a) {
  OpPtr op = std::make_unique<NullTestOp>(wants_null, std::move(a));
  return *folded(std::move(op));
}

Result<OpPtr> joined(OpPtr a, OpPtr b) {
  if (a->type.null || b->type.null) return constant({{Dtype::text}, std::nullopt, {}});
  a = TRY(folded(to_text(std::move(a))));
  b = TRY(folded(to_text(std::move(b))));
  return folded(by_row<std::string_view, std::string_view, std::string_view>(
      {Dtype::text},
      [](Context& context, std::string_view l, std::string_view r) -> std::optional<std::string_view> {
        const std::size_t size = l.size() + r.size();
        if (size > TextPool::max_length) {
          context.fail(context.row, Code::limit, "a text made by .. is longer than 16 MiB");
          return std::nullopt;
        }
        char* out = context.scratch.room(size);
        std::copy(l.begin(), l.end(), out);
        std::copy(r.begin(), r.end(), out + l.size());
        return std::string_view(out, size);
      },
      std::move(a), std::move(b)));
}

}  // namespace lunokhod::expression
