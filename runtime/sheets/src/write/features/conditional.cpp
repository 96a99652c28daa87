// Conditional colours and lists of choices.
#include <fmt/format.h>

#include "lunokhod/base/text.hpp"
#include "write/features/additions.hpp"
#include "write/xml_escape.hpp"

namespace lunokhod::sheets::writing {
namespace {

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

// A number as it is, a formula without its '=', any other text in quotes.
std::string operand(std::string_view value) {
  if (value.starts_with('=')) return std::string(value.substr(1));
  if (text::parse_float(value)) return std::string(value);
  return quoted(value);
}

std::string comparison(std::string_view operation, std::string_view attributes,
                       std::initializer_list<std::string> formulas) {
  std::string out = fmt::format(" type=\"cellIs\" operator=\"{}\"{}>", operation, attributes);
  for (const std::string& formula : formulas) out += "<formula>" + xml(formula) + "</formula>";
  return out;
}

std::string by_formula(std::string_view type, const std::string& formula) {
  return fmt::format(" {}><formula>{}</formula>", type, xml(formula));
}

// The inside of a <cfRule …>, from its type on.
std::string rule_of(const ConditionalColor& color, const std::string& first_cell) {
  const std::string value = operand(color.value);
  switch (color.condition) {
    case Condition::greater:
      return comparison("greaterThan", "", {value});
    case Condition::less:
      return comparison("lessThan", "", {value});
    case Condition::equal:
      return comparison("equal", "", {value});
    case Condition::not_equal:
      return comparison("notEqual", "", {value});
    case Condition::at_least:
      return comparison("greaterThanOrEqual", "", {value});
    case Condition::at_most:
      return comparison("lessThanOrEqual", "", {value});
    case Condition::between:
      return comparison("between", "", {value, operand(color.value_2)});
    case Condition::contains:
      return by_formula(fmt::format("type=\"containsText\" operator=\"containsText\" text=\"{}\"", xml(color.value)),
                        fmt::format("NOT(ISERROR(SEARCH({},{})))", quoted(color.value), first_cell));
    case Condition::duplicates:
      return " type=\"duplicateValues\">";
    case Condition::blanks:
      return by_formula("type=\"containsBlanks\"", fmt::format("LEN(TRIM({}))=0", first_cell));
    case Condition::formula:
      return by_formula("type=\"expression\"", color.value.starts_with('=') ? color.value.substr(1) : color.value);
    case Condition::scale:
      return " type=\"colorScale\"><colorScale><cfvo type=\"min\"/><cfvo type=\"percentile\" val=\"50\"/><cfvo "
             "type=\"max\"/>"
             "<color rgb=\"FFF8696B\"/><color rgb=\"FFFFEB84\"/><color rgb=\"FF63BE7B\"/></colorScale>";
    case Condition::bars:
      return " type=\"dataBar\"><dataBar><cfvo type=\"min\"/><cfvo type=\"max\"/><color rgb=\"FF638EC6\"/></dataBar>";
  }
  return ">";
}

bool has_look(Condition condition) {
  return condition != Condition::scale && condition != Condition::bars;
}

}  // namespace

Result<void> add_conditional_formats(SheetContext& context) {
  int priority = 0;
  for (const ConditionalColor& color : context.sheet.features.conditional_colors) {
    CHECKED(check_column(context.sheet, color.column, "a conditional colour"));
    std::string look;
    if (has_look(color.condition))
      look = fmt::format(" dxfId=\"{}\"", context.styles.differential(color.font_color, color.fill_color));
    context.out.conditional_formats += fmt::format(
        "<conditionalFormatting sqref=\"{}\"><cfRule priority=\"{}\"{}{}</cfRule></conditionalFormatting>",
        data_range(context.sheet, color.column), ++priority, look, rule_of(color, cell_name(1, color.column)));
  }
  return {};
}

Result<void> add_choices(SheetContext& context) {
  const auto& choices = context.sheet.features.choices;
  if (choices.empty()) return {};
  std::string items;
  for (const ChoiceList& choice : choices) {
    CHECKED(check_column(context.sheet, choice.column, "a list of choices"));
    std::string formula = choice.range.starts_with('=') ? choice.range.substr(1) : choice.range;
    if (formula.empty()) {
      const std::string joined = text::join(choice.values, ",");
      for (const std::string& value : choice.values) {
        if (value.find(',') != std::string::npos)
          return feature_error(fmt::format("the choice '{}' holds a comma", value),
                               "put the values on a sheet and name their range");
      }
      if (joined.empty() || utf16_length(joined) > 255) {
        return feature_error("a list of choices is empty or over 255 characters",
                             "put the values on a sheet and name their range");
      }
      formula = quoted(joined);
    }
    items += fmt::format(
        "<dataValidation type=\"list\" allowBlank=\"1\" showInputMessage=\"1\" showErrorMessage=\"1\" "
        "sqref=\"{}\"><formula1>{}</formula1></dataValidation>",
        data_range(context.sheet, choice.column), xml(formula));
  }
  context.out.validations = fmt::format("<dataValidations count=\"{}\">{}</dataValidations>", choices.size(), items);
  return {};
}

}  // namespace lunokhod::sheets::writing
