// A source frame becomes a frame of the template's columns. Names are resolved first, all of them, so that an error
// tells about names before any cell is read; then each target column is made on its own, several at a time.
#include <algorithm>

#include "lunokhod/base/text.hpp"
#include "lunokhod/frame/expression.hpp"
#include "lunokhod/frame/mapping.hpp"
#include "lunokhod/platform/parallel.hpp"
#include "mapping/target_column.hpp"
#include "verbs/with_rows_of.hpp"

namespace lunokhod {
namespace {

Error in_target(Error error, const std::string& target) {
  error.message = "target column \"" + target + "\": " + error.message;
  return error;
}

// Checks that the rule says one way, and finds its columns.
Result<void> resolve_rule(const Frame& source, const ColumnRule& rule, mapping::Plan& plan) {
  const int ways = int{!rule.expression.empty()} + int{rule.value.has_value()} +
                   int{!rule.sources.empty() || static_cast<bool>(rule.function)};
  if (ways > 1) return Error{Code::invalid_argument, "a rule has a source, a value or an expression: only one of them"};
  if (rule.scale < -1 || rule.scale > 18) return Error{Code::invalid_argument, "a decimal's scale is 0 to 18"};
  if (rule.dtype == Dtype::mixed) return Error{Code::invalid_argument, "a column cannot be mapped to mixed"};
  for (const std::string& name : rule.sources) {
    auto found = source.find(name);
    if (found.ok())
      plan.sources.push_back(*found);
    else if (!rule.optional || found.error().code != Code::not_found)
      return std::move(found).error();
  }
  return {};
}

// Without a rule: the aliases in their order, then the target's own name; none there: nulls (unless it is required).
Result<void> resolve_by_name(const Frame& source, const TemplateColumn& column, mapping::Plan& plan) {
  std::vector<std::string> names = column.aliases;
  names.push_back(column.name);
  for (const std::string& name : names) {
    const std::vector<std::size_t> found = source.matching(name);
    if (found.empty()) continue;
    if (found.size() > 1) return source.find(name).error();  // ambiguous
    plan.sources.push_back(found[0]);
    return {};
  }
  if (!column.required) return {};
  Error error = source.find(names.front()).error();
  error.message = "a required column has no source: " + error.message;
  return error;
}

Result<void> check_targets(const Template& target, const Mapping& mapping) {
  std::vector<std::string> names;
  for (const TemplateColumn& column : target.columns) names.push_back(column.name);
  for (std::size_t i = 0; i < mapping.rules.size(); ++i) {
    const std::string& name = mapping.rules[i].target;
    if (std::find(names.begin(), names.end(), name) == names.end()) {
      const auto near = text::nearest(name, names);
      return Error{Code::not_found, "the template has no column \"" + name + "\"",
                   near.empty() ? "its columns: " + text::join(names, ", ") : "did you mean: " + text::join(near, ", "),
                   target.path};
    }
    for (std::size_t j = 0; j < i; ++j)
      if (mapping.rules[j].target == name)
        return Error{Code::ambiguous, "two rules for the target column \"" + name + "\""};
  }
  return {};
}

Result<std::vector<mapping::Plan>> plans_of(const Frame& source, const Template& target, const Mapping& mapping) {
  CHECKED(check_targets(target, mapping));
  std::vector<mapping::Plan> plans;
  for (const TemplateColumn& column : target.columns) {
    mapping::Plan plan;
    plan.column = &column;
    const auto rule = std::find_if(mapping.rules.begin(), mapping.rules.end(),
                                   [&](const ColumnRule& one) { return one.target == column.name; });
    if (rule != mapping.rules.end()) plan.rule = &*rule;
    auto resolved = plan.rule ? resolve_rule(source, *plan.rule, plan) : resolve_by_name(source, column, plan);
    if (!resolved.ok()) return in_target(std::move(resolved).error(), column.name);
    plan.wanted.dtype = plan.rule && plan.rule->dtype ? *plan.rule->dtype : column.dtype.value_or(Dtype::text);
    plan.wanted.scale = plan.rule && plan.rule->scale >= 0 ? plan.rule->scale : column.scale;
    plan.wanted.format = plan.rule && !plan.rule->format.empty() ? plan.rule->format : column.format;
    if (plan.wanted.dtype == Dtype::text && !plan.wanted.format.empty()) plan.wanted.scale = -1;
    plans.push_back(std::move(plan));
  }
  return plans;
}

}  // namespace

std::vector<std::string> Mapping::source_names() const {
  std::vector<std::string> out;
  const auto add = [&out](const std::string& name) {
    if (std::find(out.begin(), out.end(), name) == out.end()) out.push_back(name);
  };
  for (const ColumnRule& rule : rules) {
    for (const std::string& name : rule.sources) add(name);
    if (rule.expression.empty()) continue;
    const auto expression = Expression::parse(rule.expression);
    if (!expression.ok()) continue;  // map() tells
    for (const std::string& name : expression->names()) add(name);
  }
  return out;
}

Result<Frame> map(const Frame& source, const Template& target, const Mapping& mapping) {
  const std::vector<mapping::Plan> plans = TRY(plans_of(source, target, mapping));
  std::vector<Result<mapping::Made>> made(plans.size(), Error{});
  // Functions call back into a script, which has one thread.
  const auto scripted = [](const mapping::Plan& plan) { return plan.rule && plan.rule->function; };
  const std::size_t workers = worker_count(source.height() * plans.size());
  each_job(plans.size(), workers, [&](std::size_t i) {
    if (!scripted(plans[i])) made[i] = mapping::make(source, plans[i]);
  });
  for (std::size_t i = 0; i < plans.size(); ++i)
    if (scripted(plans[i])) made[i] = mapping::make(source, plans[i]);

  Frame out = with_rows_of(source);
  Problems problems;
  for (std::size_t i = 0; i < plans.size(); ++i) {
    if (!made[i].ok()) return in_target(std::move(made[i]).error(), plans[i].column->name);
    out.put(std::move(made[i]->column));
    problems.append(made[i]->problems);
  }
  if (!problems.empty()) out.add_problems().append(problems);
  return out;
}

}  // namespace lunokhod
