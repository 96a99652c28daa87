#include "write/column_plan.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "lunokhod/base/text.hpp"

namespace lunokhod::sheets::writing {
namespace {

constexpr double widest = 60, narrowest = 8.43;
constexpr std::size_t rows_looked_at = 200;
constexpr double room_for_filter_button = 3;

double width_of_values(const Column& column) {
  switch (column.dtype) {
    case Dtype::date:
      return 11;
    case Dtype::datetime:
      return 19;
    case Dtype::boolean:
      return narrowest;
    default:
      break;
  }
  std::size_t width = 0;
  const std::size_t rows = std::min(column.size(), rows_looked_at);
  for (std::size_t row = 0; row < rows; ++row) {
    if (column.is_null(row)) continue;
    width = std::max(width, column.dtype == Dtype::text ? text::display_width(column.as_text(row).substr(0, 400))
                                                        : column.display(row).size());
  }
  return static_cast<double>(width) + 1;
}

}  // namespace

CellTails::CellTails(int style) {
  const std::string with_style = style ? fmt::format("\" s=\"{}\"", style) : "\"";
  number = Piece(with_style + "><v>");
  shared = Piece(with_style + " t=\"s\"><v>");
  in_line = Piece(with_style + " t=\"inlineStr\">");
  boolean = Piece(with_style + " t=\"b\"><v>");
  error = Piece(with_style + " t=\"e\"><v>");
}

std::string default_format(const Column& column) {
  switch (column.dtype) {
    case Dtype::integer:
      return "0";
    case Dtype::decimal:
      return column.scale ? "0." + std::string(column.scale, '0') : "0";
    case Dtype::date:
      return "dd.mm.yyyy";
    case Dtype::datetime:
      return "dd.mm.yyyy hh:mm:ss";
    default:
      return "";
  }
}

double width_of(const Column& column) {
  const double header = static_cast<double>(text::display_width(column.name)) + room_for_filter_button;
  return std::clamp(std::max(header, width_of_values(column)), narrowest, widest);
}

}  // namespace lunokhod::sheets::writing
