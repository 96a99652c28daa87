// The totals row: SUBTOTAL formulas that follow the filter, with their results, so that a reader without a calculator
// sees them.
#include <fmt/format.h>

#include <array>
#include <cmath>
#include <optional>

#include "lunokhod/base/decimal.hpp"
#include "write/features/additions.hpp"
#include "write/numbers.hpp"
#include "write/xml_escape.hpp"

namespace lunokhod::sheets::writing {
namespace {

enum class Function { average = 101, count = 103, maximum = 104, minimum = 105, sum = 109 };

std::optional<Function> function_of(std::string_view word) {
  if (word == "sum") return Function::sum;
  if (word == "average") return Function::average;
  if (word == "count") return Function::count;
  if (word == "min") return Function::minimum;
  if (word == "max") return Function::maximum;
  return std::nullopt;
}

// The number a cell holds for Excel; nothing for texts.
std::optional<double> number_at(const Column& column, std::size_t row) {
  constexpr double serial_of_1970 = 25569, microseconds_per_day = 86.4e9;
  switch (column.dtype) {
    case Dtype::integer:
      return static_cast<double>(column.as_integer(row));
    case Dtype::float_:
      return std::isfinite(column.as_float(row)) ? std::optional(column.as_float(row)) : std::nullopt;
    case Dtype::decimal:
      return Decimal{column.as_integer(row), column.scale}.to_double();
    case Dtype::date:
      return static_cast<double>(column.as_integer(row)) + serial_of_1970;
    case Dtype::datetime:
      return static_cast<double>(column.as_integer(row)) / microseconds_per_day + serial_of_1970;
    case Dtype::mixed:
      if (column.kinds[row] == CellKind::number) return column.as_float(row);
      return std::nullopt;
    default:
      return std::nullopt;
  }
}

// Exact for whole numbers and decimals, whatever the order.
std::optional<double> exact_sum(const Column& column) {
  if (column.dtype != Dtype::integer && column.dtype != Dtype::decimal) return std::nullopt;
  __int128 sum = 0;
  for (std::size_t row = 0; row < column.size(); ++row) {
    if (!column.is_null(row)) sum += column.as_integer(row);
  }
  return static_cast<double>(sum) /
         static_cast<double>(power_of_ten(column.dtype == Dtype::decimal ? column.scale : 0));
}

std::optional<double> result_of(Function function, const Column& column) {
  std::size_t filled = 0, numbers = 0;
  double sum = 0, correction = 0, least = 0, most = 0;
  for (std::size_t row = 0; row < column.size(); ++row) {
    if (column.is_null(row)) continue;
    ++filled;
    const auto value = number_at(column, row);
    if (!value) continue;
    least = numbers ? std::min(least, *value) : *value;
    most = numbers ? std::max(most, *value) : *value;
    ++numbers;
    const double next = sum + *value;  // Neumaier: what the addition lost is kept
    correction += std::fabs(sum) >= std::fabs(*value) ? (sum - next) + *value : (*value - next) + sum;
    sum = next;
  }
  const double total = exact_sum(column).value_or(sum + correction);
  switch (function) {
    case Function::count:
      return static_cast<double>(filled);
    case Function::sum:
      return total;
    case Function::average:
      return numbers ? std::optional(total / static_cast<double>(numbers)) : std::nullopt;
    case Function::minimum:
      return least;
    case Function::maximum:
      return most;
  }
  return std::nullopt;
}

std::string number_text(double value) {
  std::array<char, number_room> buffer;
  return {buffer.data(), static_cast<std::size_t>(write_float(buffer.data(), value) - buffer.data())};
}

int total_style(SheetContext& context, const ColumnPlan& plan, std::optional<Function> function) {
  Look look;
  if (function == Function::count)
    look.number_format = "0";
  else if (function == Function::average && plan.column->dtype == Dtype::integer)
    look.number_format = "0.00";
  else
    look.number_format = plan.format;
  look.font = font_xml("Calibri", 11, true, false, "");
  look.border = "<border><left/><right/><top style=\"thin\"><color auto=\"1\"/></top><bottom/><diagonal/></border>";
  return context.styles.cell(look);
}

}  // namespace

Result<void> add_totals(SheetContext& context) {
  const auto& totals = context.sheet.features.totals;
  if (totals.empty()) return {};
  const std::size_t rows = context.sheet.frame.height(), last_row = rows + 1;
  std::vector<const Total*> by_column(context.columns.size());
  for (const Total& total : totals) {
    CHECKED(check_column(context.sheet, total.column, "a total"));
    by_column[total.column] = &total;
  }
  std::string cells;
  for (std::size_t column = 0; column < by_column.size(); ++column) {
    if (!by_column[column]) continue;
    const std::string& content = by_column[column]->content;
    const auto function = function_of(content);
    const std::string open = fmt::format("<c r=\"{}\" s=\"{}\"", cell_name(last_row, column),
                                         total_style(context, context.columns[column], function));
    if (function && rows > 0) {
      const auto result = result_of(*function, *context.columns[column].column);
      cells += fmt::format("{}><f>SUBTOTAL({},{})</f>", open, static_cast<int>(*function),
                           data_range(context.sheet, column));
      cells += result ? "<v>" + number_text(*result) + "</v></c>" : std::string("</c>");
    } else if (function) {
      cells += open + "><v>0</v></c>";
    } else if (content.starts_with('=')) {
      cells += open + "><f>" + xml(std::string_view(content).substr(1)) + "</f></c>";
      context.out.recalculate = true;
    } else {
      cells += open + " t=\"inlineStr\"><is><t xml:space=\"preserve\">";
      append_cell_text(cells, content);
      cells += "</t></is></c>";
    }
  }
  context.out.totals_row = fmt::format("<row r=\"{}\">{}</row>", last_row + 1, cells);
  return {};
}

}  // namespace lunokhod::sheets::writing
