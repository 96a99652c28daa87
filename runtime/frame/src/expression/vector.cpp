#include "expression/vector.hpp"

#include <algorithm>

#include "lunokhod/base/text.hpp"

namespace lunokhod::expression {

std::string type_text(Type type) {
  if (type.null) return "null";
  switch (type.dtype) {
    case Dtype::text:
      return "text";
    case Dtype::integer:
      return "an integer";
    case Dtype::mixed:
      return "mixed";
    default:
      return "a " + std::string(dtype_name(type.dtype));
  }
}

char* Scratch::room(std::size_t size) {
  while (block_ < blocks_.size() && blocks_[block_].size - used_ < size) {
    ++block_;
    used_ = 0;
  }
  if (block_ == blocks_.size()) {
    const std::size_t wanted = std::max<std::size_t>(size, 64 * 1024);
    blocks_.push_back({std::unique_ptr<char[]>(new char[wanted]), wanted});
    used_ = 0;
  }
  char* out = blocks_[block_].bytes.get() + used_;
  used_ += size;
  return out;
}

std::string_view Scratch::keep(std::string_view text) {
  if (text.empty()) return {};
  char* out = room(text.size());
  std::memcpy(out, text.data(), text.size());
  return {out, text.size()};
}

void Scratch::clear() {
  block_ = used_ = 0;
}

void Context::fail(std::size_t at, Code code, std::string message, std::string hint) {
  if (error_) return;
  std::string where;
  if (frame_ != nullptr) {
    where = frame_->address(begin + at, frame_->width());
    if (where.find("row ") == std::string::npos)
      where += (where.empty() ? "row " : ", row ") + std::to_string(begin + at + 1) + " of the frame";
  }
  error_ = Error{code, std::move(message), std::move(hint), std::move(where)};
}

std::size_t assign_slots(Op& root, std::size_t first) {
  for (OpPtr& argument : root.arguments) first = assign_slots(*argument, first);
  root.slot = first;
  return first + 1;
}

namespace {

class ConstantOp final : public Op {
 public:
  explicit ConstantOp(Scalar value) : Op(value.type), value_(std::move(value)) {}
  bool constant() const override { return true; }
  const Scalar& value() const { return value_; }

  Vector run(Context& context, const Bits&) const override {
    Register& out = context.at(slot);
    if (!out.filled) {
      out.valid.fill(value_.word ? ~std::uint64_t{0} : 0);
      if (type.is(Dtype::text) || type.null)
        std::fill_n(out.text_room(), batch_rows, value_.word ? std::string_view(value_.text) : std::string_view());
      if (!type.is(Dtype::text)) std::fill_n(out.word_room(), batch_rows, value_.word.value_or(0));
      out.filled = true;
    }
    return out.view();
  }

 private:
  Scalar value_;
};

class ColumnOp final : public Op {
 public:
  explicit ColumnOp(std::shared_ptr<const Column> column)
      : Op({column->dtype, column->scale, false}), column_(std::move(column)) {}

  Vector run(Context& context, const Bits&) const override {
    const std::uint64_t* words = column_->words.data() + context.begin;
    const std::uint64_t* valid = column_->valid.words().data() + context.begin / 64;
    if (column_->dtype != Dtype::text) return {words, nullptr, valid};
    std::string_view* texts = context.at(slot).text_room();
    const TextPool& pool = *column_->pool;
    for (std::size_t row = 0; row < context.count; ++row)
      texts[row] = valid[row / 64] >> (row % 64) & 1 ? pool.view(TextRef{words[row]}) : std::string_view();
    return {nullptr, texts, valid};
  }

 private:
  std::shared_ptr<const Column> column_;
};

}  // namespace

OpPtr constant(Scalar value) {
  return std::make_unique<ConstantOp>(std::move(value));
}

OpPtr column(std::shared_ptr<const Column> column) {
  return std::make_unique<ColumnOp>(std::move(column));
}

const Scalar* constant_value(const Op& op) {
  return op.constant() ? &static_cast<const ConstantOp&>(op).value() : nullptr;
}

Result<OpPtr> folded(OpPtr op) {
  if (op->constant()) return op;
  if (op->arguments.empty()) return op;
  for (const OpPtr& argument : op->arguments)
    if (!argument->constant()) return op;
  Context context(nullptr, assign_slots(*op));
  context.count = 1;
  Bits active{1};
  const Vector result = op->run(context, active);
  if (context.failed()) return context.take_error();
  Scalar value{op->type, std::nullopt, {}};
  if (result.valid[0] & 1) {
    if (op->type.is(Dtype::text)) {
      value.text = result.texts[0];
      value.word = 0;
    } else {
      value.word = result.words[0];
    }
  }
  return constant(std::move(value));
}

}  // namespace lunokhod::expression
