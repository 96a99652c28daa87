#include "write/fill/data_rows.hpp"

#include <fmt/format.h>

#include "write/row_writer.hpp"
#include "write/shared_strings.hpp"
#include "write/xml_escape.hpp"

namespace lunokhod::sheets::writing {
namespace {

constexpr std::uint32_t no_model = 0xFFFFFFFF;

// A cell of the template beside the data. In a row that stood there it stays as it was; in a row that is new, styles
// and formulas are repeated and values are not.
std::string beside(const ModelCell& cell, std::uint32_t row, std::uint32_t model_row, bool own_row) {
  const std::string address = column_letters(cell.column) + std::to_string(row);
  if (!cell.formula.empty()) {
    return fmt::format("<c r=\"{}\"{}><f>{}</f></c>", address, cell.style ? fmt::format(" s=\"{}\"", cell.style) : "",
                       xml(moved_formula(cell.formula, std::int64_t{row} - model_row, 0)));
  }
  if (own_row && !cell.inside.empty())
    return fmt::format("<c r=\"{}\"{}>{}</c>", address, cell.attributes, cell.inside);
  return cell.style ? fmt::format("<c r=\"{}\" s=\"{}\"/>", address, cell.style) : "";
}

}  // namespace

std::uint32_t DataRows::style_at(std::uint32_t at, std::uint32_t offset) const {
  const auto model = models.find(models.contains(at) ? at : at % pattern);
  if (model != models.end()) {
    for (const ModelCell& cell : model->second.cells) {
      if (cell.column == column + offset) return cell.style;
    }
  }
  const auto of_column = column_styles.find(column + offset);
  return of_column == column_styles.end() ? 0 : of_column->second;
}

Result<void> DataRows::write(PartStream& stream) const {
  SharedStrings inline_only(0, 0);
  const auto width = static_cast<std::uint32_t>(frame.width());
  const auto styled = [&](std::uint32_t style, bool with_time) {
    const auto found = date_styles.find({style, with_time});
    return found == date_styles.end() ? style : found->second;
  };
  std::vector<ColumnPlan> plans(width);
  RowWriter writer(stream, inline_only, plans);
  std::uint32_t planned = no_model;
  for (std::uint32_t at = 0; at < rows(); ++at) {
    const bool own_row = models.contains(at);
    const std::uint32_t model_row = own_row ? at : at % pattern;
    if (model_row != planned) {
      for (std::uint32_t i = 0; i < width; ++i) {
        const Dtype dtype = frame.column(i).dtype;
        const std::uint32_t style = style_at(at, i);
        const bool date = dtype == Dtype::date || dtype == Dtype::datetime;
        plans[i].column = &frame.column(i);
        plans[i].open = Piece("<c r=\"" + column_letters(column + i));
        plans[i].value = CellTails(static_cast<int>(date ? styled(style, dtype == Dtype::datetime) : style));
        plans[i].date = CellTails(static_cast<int>(styled(style, false)));
        plans[i].datetime = CellTails(static_cast<int>(styled(style, true)));
        plans[i].empty = style ? Piece(fmt::format("\" s=\"{}\"/>", style)) : Piece();
      }
      planned = model_row;
    }
    std::string left, right, attributes;
    if (const auto model = models.find(model_row); model != models.end()) {
      attributes = model->second.attributes;
      for (const ModelCell& cell : model->second.cells) {
        if (cell.column < column) left += beside(cell, row + at, row + model_row, own_row);
        if (cell.column >= column + width) right += beside(cell, row + at, row + model_row, own_row);
      }
    }
    CHECKED(writer.row_between(at, row + at, attributes, left, right));
    if (stream.failed()) break;
  }
  return {};
}

void DataRows::grow(const Growth& growth) {
  const bool here = growth.sheet == sheet;
  for (auto& [at, model] : models) {
    for (ModelCell& cell : model.cells) {
      if (!cell.formula.empty())
        cell.formula = grown_formula(cell.formula, sheet, growth, here ? Extend::no : Extend::ranges);
    }
  }
  if (here) row = growth.row(row);
}

}  // namespace lunokhod::sheets::writing
