// A frame as a table of text: names, dtypes, the first rows, each column as wide as it needs, numbers to the right.
#include <fmt/format.h>

#include <algorithm>

#include "boxes.hpp"
#include "lunokhod/base/text.hpp"
#include "lunokhod/modules/modules.hpp"

namespace lunokhod::lua {
namespace {

constexpr std::size_t widest_column = 40;

std::string cell_text(const Column& column, std::size_t row) {
  std::string text = column.display(row);
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
  }
  return text::cut(text, widest_column);
}

struct ShownColumn {
  std::vector<std::string> lines;  // name, dtype, rows
  std::size_t width = 0;
  bool right = false;
};

ShownColumn shown(const Column& column, std::size_t rows) {
  ShownColumn part;
  part.right = column.dtype == Dtype::integer || column.dtype == Dtype::float_ || column.dtype == Dtype::decimal;
  part.lines.push_back(text::cut(column.name, widest_column));
  part.lines.emplace_back(dtype_name(column.dtype));
  for (std::size_t row = 0; row < rows; ++row) part.lines.push_back(column.is_null(row) ? "·" : cell_text(column, row));
  for (const std::string& line : part.lines) part.width = std::max(part.width, text::display_width(line));
  return part;
}

void append_cell(std::string& out, const ShownColumn& column, std::size_t line) {
  const std::string& text = column.lines[line];
  const std::string space(column.width - text::display_width(text), ' ');
  out += column.right ? space + text : text + space;
}

}  // namespace

std::string show_frame(const Frame& frame, std::size_t most_rows, std::size_t most_width) {
  const std::size_t rows = std::min(frame.height(), most_rows);
  std::vector<ShownColumn> columns;
  std::size_t width = 0;
  for (std::size_t c = 0; c < frame.width(); ++c) {
    ShownColumn part = shown(frame.column(c), rows);
    width += part.width + 2;
    if (!columns.empty() && width > most_width) break;
    columns.push_back(std::move(part));
  }
  std::string out;
  for (std::size_t line = 0; line < rows + 2 && !columns.empty(); ++line) {
    for (std::size_t c = 0; c < columns.size(); ++c) {
      if (c > 0) out += "  ";
      append_cell(out, columns[c], line);
    }
    while (out.ends_with(' ')) out.pop_back();
    out += '\n';
  }
  out += fmt::format("{} rows × {} columns", frame.height(), frame.width());
  if (rows < frame.height()) out += fmt::format(", the first {} shown", rows);
  if (columns.size() < frame.width()) out += fmt::format(", {} columns more", frame.width() - columns.size());
  if (!frame.problems().empty()) out += fmt::format(", {} problems", frame.problems().count());
  return out;
}

const Frame* frame_at(lua_State* L, int index) {
  auto* held = Box<FrameValue>::held_at(L, index);
  return held && *held ? &(*held)->frame : nullptr;
}

}  // namespace lunokhod::lua
