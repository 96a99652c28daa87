#include "mapping/target_column.hpp"

#include <algorithm>

#include "lunokhod/base/text.hpp"
#include "lunokhod/frame/expression.hpp"
#include "mapping/reading.hpp"
#include "mapping/replace.hpp"
#include "text_writer.hpp"

namespace lunokhod::mapping {
namespace {

class Maker {
 public:
  Maker(const Frame& source, const Plan& plan) : source_(source), plan_(plan), wanted_(plan.wanted) {}

  Result<Made> run() {
    const ColumnRule* rule = plan_.rule;
    if (rule && rule->value)
      CHECKED(constant(*rule->value));
    else if (rule && !rule->expression.empty())
      CHECKED(computed());
    else if (rule && rule->function)
      CHECKED(by_function());
    else if (plan_.sources.empty())
      nulls();
    else
      from_sources();
    made_.column.name = plan_.column->name;
    const bool date = wanted_.dtype == Dtype::date || wanted_.dtype == Dtype::datetime;
    made_.column.format = date ? wanted_.format : "";  // a real date, shown as asked
    if (plan_.column->required) require();
    return std::move(made_);
  }

 private:
  bool replaces() const { return plan_.rule && (!plan_.rule->replace.empty() || plan_.rule->otherwise); }

  // The source cell's address with the target's name: the analyst looks for the cell in the file.
  void problem(std::size_t row, std::size_t column, std::string value, std::string wanted) {
    Problem problem = source_.problem_at(row, column, std::move(value), std::move(wanted));
    problem.column = plan_.column->name;
    made_.problems.add(std::move(problem));
  }

  void nulls() {
    Column& column = made_.column;
    column.dtype = wanted_.dtype;
    column.scale = static_cast<std::uint8_t>(column.dtype == Dtype::decimal && wanted_.scale > 0 ? wanted_.scale : 0);
    if (column.dtype == Dtype::text) column.pool = std::make_shared<TextPool>();
    column.words.assign(source_.height(), 0);
    column.valid.resize(source_.height(), false);
  }

  Result<void> constant(const std::string& value) {
    Column one;
    one.pool = std::make_shared<TextPool>();
    one.push_text(value);
    Coerced made = coerce_cells(one, wanted_);
    if (!made.misfits.empty())
      return Error{Code::invalid_argument, "the constant \"" + value + "\" is not " + wanted_phrase(wanted_)};
    made_.column = std::move(made.column);
    const bool valid = made_.column.valid.get(0);
    made_.column.words.assign(source_.height(), made_.column.words[0]);
    made_.column.valid = Validity();
    made_.column.valid.resize(source_.height(), valid);
    return {};
  }

  Result<void> computed() {
    const Expression expression = TRY(Expression::parse(plan_.rule->expression));
    finish(TRY(expression.evaluate(source_, plan_.column->name)), source_.width());
    return {};
  }

  Result<void> by_function() {
    std::vector<Column> texts;
    for (std::size_t index : plan_.sources) texts.push_back(text_of(index));
    Column out;
    out.pool = std::make_shared<TextPool>();
    std::vector<std::optional<std::string>> arguments(texts.size());
    for (std::size_t row = 0; row < source_.height(); ++row) {
      for (std::size_t i = 0; i < texts.size(); ++i)
        arguments[i] = texts[i].is_null(row) ? std::nullopt : std::optional(std::string(texts[i].as_text(row)));
      auto value = plan_.rule->function(arguments);
      if (!value.ok()) {
        Error error = std::move(value).error();
        if (error.where.empty()) error.where = source_.address(row, source_.width());
        return error;
      }
      if (*value)
        out.push_text(**value);
      else
        out.push_null();
    }
    finish(std::move(out), plan_.sources.size() == 1 ? plan_.sources[0] : source_.width());
    return {};
  }

  // A source column as text by the rules of identifiers; misfits are problems.
  Column text_of(std::size_t index) {
    Coerced text = coerce_cells(source_.column(index), {Dtype::text, -1, ""});
    for (std::uint32_t row : text.misfits)
      problem(row, index, source_.column(index).display(row), wanted_phrase({Dtype::text, -1, ""}));
    return std::move(text.column);
  }

  // Replace tables and the wanted type, for a column that was made here; addresses come from the source's `index`.
  void finish(Column column, std::size_t index) {
    if (replaces()) {
      if (column.dtype != Dtype::text) column = coerce_cells(column, {Dtype::text, -1, ""}).column;
      column = replaced(column, plan_.rule->replace, plan_.rule->otherwise);
    }
    Coerced made = coerce_cells(column, wanted_);
    for (std::uint32_t row : made.misfits) problem(row, index, column.display(row), wanted_phrase(wanted_));
    made_.column = std::move(made.column);
  }

  void from_sources() {
    if (plan_.sources.size() > 1) return first_of_several();
    const std::size_t index = plan_.sources[0];
    if (replaces()) return finish(text_of(index), index);
    const Column& in = source_.column(index);
    Coerced made = coerce_cells(in, wanted_);
    for (std::uint32_t row : made.misfits) problem(row, index, in.display(row), wanted_phrase(wanted_));
    made_.column = std::move(made.column);
  }

  static bool has_value(const Column& column, std::size_t row) {
    if (column.is_null(row)) return false;
    const bool text =
        column.dtype == Dtype::text || (column.dtype == Dtype::mixed && column.kinds[row] == CellKind::text);
    return !text || !reading::is_blank(column.as_text(row));
  }

  // Which source each row takes is decided before reading, so only the cell that was taken can be a problem.
  void first_of_several() {
    const std::size_t none = plan_.sources.size();
    std::vector<std::uint16_t> taken(source_.height(), static_cast<std::uint16_t>(none));
    for (std::size_t row = 0; row < taken.size(); ++row)
      for (std::size_t i = 0; i < none; ++i)
        if (has_value(source_.column(plan_.sources[i]), row)) {
          taken[row] = static_cast<std::uint16_t>(i);
          break;
        }
    const Wanted step = replaces() ? Wanted{Dtype::text, -1, ""} : wanted_;
    std::vector<Column> candidates;
    int scale = 0;
    for (std::size_t i = 0; i < none; ++i) {
      const Column& in = source_.column(plan_.sources[i]);
      Coerced read = coerce_cells(in, step);
      for (std::uint32_t row : read.misfits)
        if (taken[row] == i) problem(row, plan_.sources[i], in.display(row), wanted_phrase(step));
      scale = std::max<int>(scale, read.column.scale);
      candidates.push_back(std::move(read.column));
    }
    Column merged = merge(candidates, taken, scale);
    merged.source_column = -1;
    if (replaces())
      finish(std::move(merged), source_.width());
    else
      made_.column = std::move(merged);
  }

  static Column merge(std::vector<Column>& candidates, const std::vector<std::uint16_t>& taken, int scale) {
    Column out;
    out.dtype = candidates[0].dtype;
    out.scale = static_cast<std::uint8_t>(scale);
    if (out.dtype == Dtype::text) out.pool = std::make_shared<TextPool>();
    for (Column& candidate : candidates)
      if (candidate.scale != scale) candidate = coerce_cells(candidate, {Dtype::decimal, scale, ""}).column;
    std::unique_ptr<TextWriter> writer = out.pool ? std::make_unique<TextWriter>(*out.pool) : nullptr;
    out.words.assign(taken.size(), 0);
    out.valid.resize(taken.size(), false);
    for (std::size_t row = 0; row < taken.size(); ++row) {
      if (taken[row] >= candidates.size() || candidates[taken[row]].is_null(row)) continue;
      const Column& from = candidates[taken[row]];
      out.words[row] = writer ? writer->add(from.as_text(row)).word : from.words[row];
      out.valid.set(row, true);
    }
    return out;
  }

  void require() {
    const Column& column = made_.column;
    const std::size_t index = plan_.sources.size() == 1 ? plan_.sources[0] : source_.width();
    for (std::size_t row = 0; row < column.size(); ++row) {
      const bool blank = column.is_null(row) || (column.dtype == Dtype::text && reading::is_blank(column.as_text(row)));
      const bool told = index < source_.width() && has_value(source_.column(index), row) && column.is_null(row);
      if (blank && !told) problem(row, index, "", "a value: this column is required");
    }
  }

  const Frame& source_;
  const Plan& plan_;
  Wanted wanted_;
  Made made_;
};

}  // namespace

Result<Made> make(const Frame& source, const Plan& plan) {
  return Maker(source, plan).run();
}

}  // namespace lunokhod::mapping
