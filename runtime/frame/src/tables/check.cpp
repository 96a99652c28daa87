#include "lunokhod/frame/check.hpp"

#include "lunokhod/frame/expression.hpp"
#include "tables/codes.hpp"

namespace lunokhod {
namespace {

// The cell at which a row's problem points.
Result<std::size_t> column_of(const Frame& frame, const CheckRule& rule, const std::vector<std::string>& names) {
  if (!rule.column.empty()) return frame.find(rule.column);
  if (names.empty()) return frame.width();
  return frame.find(names.front());
}

void report(const Frame& frame, std::size_t row, std::size_t column, const std::string& wanted, Problems& problems) {
  const bool known = column < frame.width();
  problems.add(frame.problem_at(row, column, known ? frame.column(column).display(row) : "", wanted));
}

Result<void> check_condition(const Frame& frame, const CheckRule& rule, Problems& problems) {
  const Expression expression = TRY(Expression::parse(rule.condition));
  const std::size_t column = TRY(column_of(frame, rule, expression.names()));
  const Column kept = TRY(expression.evaluate(frame, "check"));
  if (kept.dtype != Dtype::boolean)
    return Error{Code::type_mismatch, "a check wants a condition, this is " + std::string(dtype_name(kept.dtype)),
                 "compare it with something: … != 0", "check `" + rule.condition + "`"};
  const std::string wanted = rule.wanted.empty() ? "such that " + rule.condition : rule.wanted;
  for (std::size_t row = 0; row < kept.size(); ++row) {
    const bool passes = kept.is_null(row) ? rule.null_passes : kept.words[row] != 0;
    if (!passes) report(frame, row, column, wanted, problems);
  }
  return {};
}

std::string place(const Frame& frame, std::size_t row, std::size_t column) {
  const Problem at = frame.problem_at(row, column, "", "");
  if (!at.cell.empty()) return "cell " + at.cell;
  return at.row > 0 ? "row " + std::to_string(at.row) : "row " + std::to_string(row + 1) + " of the frame";
}

Result<void> check_unique(const Frame& frame, const CheckRule& rule, Problems& problems) {
  if (rule.column.empty()) return Error{Code::invalid_argument, "a unique check wants a column"};
  const std::size_t column = TRY(frame.find(rule.column));
  const Groups groups = groups_of(frame, std::span(&column, 1));
  for (std::size_t row = 0; row < frame.height(); ++row) {
    const std::uint32_t first = groups.first_row[groups.group[row]];
    if (first == row || frame.column(column).is_null(row)) continue;
    report(frame, row, column,
           (rule.wanted.empty() ? "a value that stands once" : rule.wanted) + " (first in " +
               place(frame, first, column) + ")",
           problems);
  }
  return {};
}

}  // namespace

Result<Frame> check(const Frame& frame, std::span<const CheckRule> rules) {
  Problems problems;
  for (const CheckRule& rule : rules) {
    if (rule.unique == !rule.condition.empty())
      return Error{Code::invalid_argument, "a check has a condition or says unique: one of them"};
    if (rule.unique)
      CHECKED(check_unique(frame, rule, problems));
    else
      CHECKED(check_condition(frame, rule, problems));
  }
  Frame out = frame;
  if (!problems.empty()) out.add_problems().append(problems);
  return out;
}

}  // namespace lunokhod
