// Running a compiled expression over a frame, batch by batch, on as many threads as pay.
#include <algorithm>
#include <array>

#include "big_vector.hpp"
#include "expression/bind.hpp"
#include "expression/syntax.hpp"
#include "expression/truth.hpp"
#include "expression/vector.hpp"
#include "lunokhod/frame/expression.hpp"
#include "lunokhod/platform/parallel.hpp"
#include "text_writer.hpp"

namespace lunokhod {
namespace {

using expression::batch_rows;
using expression::Bits;
using expression::Context;
using expression::Op;
using expression::Vector;

// each(context, vector) for every batch of [begin, end); begin is a multiple of batch_rows.
template <class Each>
Result<void> run_batches(const Frame& frame, const Op& op, std::size_t registers, std::size_t begin, std::size_t end,
                         Each each) {
  Context context(&frame, registers);
  for (; begin < end; begin += batch_rows) {
    context.begin = begin;
    context.count = std::min(batch_rows, end - begin);
    context.scratch.clear();
    Bits active{};
    for (std::size_t w = 0; w < context.words(); ++w) active[w] = ~std::uint64_t{0};
    if (context.count % 64 != 0) active[context.words() - 1] = (std::uint64_t{1} << (context.count % 64)) - 1;
    const Vector vector = op.run(context, active);
    if (context.failed()) return context.take_error();
    each(context, vector, active);
  }
  return {};
}

// The earliest rows' failure is the one to tell.
Result<void> first_failure(std::vector<Result<void>>& results) {
  for (Result<void>& result : results)
    if (!result.ok()) return std::move(result);
  return {};
}

Result<void> fill_words(const Frame& frame, const Op& op, std::size_t registers, Column& out) {
  const std::size_t workers = worker_count(frame.height());
  std::vector<Result<void>> results(workers);
  in_parts(frame.height(), batch_rows, workers, [&](std::size_t worker, std::size_t begin, std::size_t end) {
    results[worker] = run_batches(frame, op, registers, begin, end,
                                  [&](const Context& context, const Vector& vector, const Bits& active) {
                                    std::uint64_t* words = out.words.data() + context.begin;
                                    std::uint64_t* valid = out.valid.words().data() + context.begin / 64;
                                    std::copy_n(vector.words, context.count, words);
                                    for (std::size_t w = 0; w < context.words(); ++w) {
                                      valid[w] = vector.valid[w] & active[w];
                                      for (std::uint64_t null = active[w] & ~valid[w]; null != 0; null &= null - 1)
                                        words[w * 64 + static_cast<std::size_t>(std::countr_zero(null))] = 0;
                                    }
                                  });
  });
  return first_failure(results);
}

Result<void> fill_texts(const Frame& frame, const Op& op, std::size_t registers, Column& out) {
  out.pool = std::make_shared<TextPool>();
  TextWriter writer(*out.pool);
  return run_batches(frame, op, registers, 0, frame.height(),
                     [&](const Context& context, const Vector& vector, const Bits& active) {
                       for (std::size_t w = 0; w < context.words(); ++w)
                         out.valid.words()[context.begin / 64 + w] = vector.valid[w] & active[w];
                       for (std::size_t row = 0; row < context.count; ++row)
                         if (out.valid.get(context.begin + row))
                           out.words[context.begin + row] = writer.add(vector.texts[row]).word;
                     });
}

}  // namespace

struct Expression::Syntax {
  expression::Tree tree;
};

Expression::Expression(std::unique_ptr<Syntax> syntax) : syntax_(std::move(syntax)) {}
Expression::Expression(Expression&&) noexcept = default;
Expression& Expression::operator=(Expression&&) noexcept = default;
Expression::~Expression() = default;

Result<Expression> Expression::parse(std::string_view text) {
  return Expression(std::make_unique<Syntax>(Syntax{TRY(expression::parse(text))}));
}

const std::vector<std::string>& Expression::names() const {
  return syntax_->tree.names;
}

Result<Column> Expression::evaluate(const Frame& frame, std::string name) const {
  const expression::OpPtr op = TRY(expression::bind(syntax_->tree, frame));
  const std::size_t registers = expression::assign_slots(*op);
  Column out;
  out.name = std::move(name);
  out.dtype = op->type.dtype;
  out.scale = op->type.scale;
  make_zeros(out.words, frame.height());
  out.valid.resize(frame.height(), false);
  if (out.dtype == Dtype::text)
    CHECKED(fill_texts(frame, *op, registers, out));
  else
    CHECKED(fill_words(frame, *op, registers, out));
  return out;
}

Result<std::vector<std::uint32_t>> Expression::rows_where(const Frame& frame) const {
  const expression::OpPtr op = TRY(expression::bind(syntax_->tree, frame));
  if (!op->type.is(Dtype::boolean))
    return Error{Code::type_mismatch, "a filter wants a condition, this is " + expression::type_text(op->type),
                 "compare it with something: … != 0", "expression `" + syntax_->tree.text + "`"};
  const std::size_t registers = expression::assign_slots(*op);
  const std::size_t workers = worker_count(frame.height());
  std::vector<std::vector<std::uint32_t>> rows(workers);
  std::vector<Result<void>> results(workers);
  in_parts(frame.height(), batch_rows, workers, [&](std::size_t worker, std::size_t begin, std::size_t end) {
    std::vector<std::uint32_t>& mine = rows[worker];
    make_room(mine, end - begin);
    results[worker] = run_batches(frame, *op, registers, begin, end,
                                  [&](const Context& context, const Vector& vector, const Bits& active) {
                                    Bits wanted = expression::true_bits(vector, context);
                                    for (std::size_t w = 0; w < context.words(); ++w) wanted[w] &= active[w];
                                    std::array<std::uint32_t, batch_rows> kept;
                                    std::size_t count = 0;
                                    expression::for_each_row(wanted, context.words(), [&](std::size_t row) {
                                      kept[count++] = static_cast<std::uint32_t>(context.begin + row);
                                    });
                                    mine.insert(mine.end(), kept.data(), kept.data() + count);
                                  });
  });
  CHECKED(first_failure(results));
  for (std::size_t worker = 1; worker < workers; ++worker)
    rows[0].insert(rows[0].end(), rows[worker].begin(), rows[worker].end());
  return std::move(rows[0]);
}

}  // namespace lunokhod
