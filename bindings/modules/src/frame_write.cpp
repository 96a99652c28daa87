// Frames for people and files.
#include <fmt/format.h>

#include "boxes.hpp"
#include "frame_parts.hpp"
#include "lunokhod/modules/modules.hpp"
#include "lunokhod/support/values.hpp"
#include "paths.hpp"
#include "write_options.hpp"

namespace lunokhod::lua::frames {

// frame:write("out/report.xlsx", { sheet = "Отчёт" }); the ending of the name decides the format.
Result<int> write(lua_State* L, Arguments& arguments) {
  const FrameValue& self = *TRY(frame_argument(L, arguments, 1));
  const std::string_view name = TRY(arguments.text(2, "path"));
  const Options options = TRY(read_write_options(L, arguments, 3));
  const std::string path = TRY(writable_path(L, name));
  CHECKED(write_frame(L, path, self, options));
  return 0;
}

namespace {

Column text_column(const char* name, const std::shared_ptr<TextPool>& pool) {
  Column column;
  column.name = name;
  column.dtype = Dtype::text;
  column.pool = pool;
  return column;
}

void push_or_null(Column& column, const std::string& text) {
  if (text.empty())
    column.push_null();
  else
    column.push_text(text);
}

Frame frame_of(const Problems& problems) {
  const auto pool = std::make_shared<TextPool>();
  Column file = text_column("file", pool), sheet = text_column("sheet", pool), cell = text_column("cell", pool);
  Column column = text_column("column", pool), value = text_column("value", pool), wanted = text_column("wanted", pool);
  Column row;
  row.name = "row";
  row.dtype = Dtype::integer;
  for (const Problem& problem : problems.list()) {
    push_or_null(file, problem.file);
    push_or_null(sheet, problem.sheet);
    push_or_null(cell, problem.cell);
    push_or_null(column, problem.column);
    push_or_null(value, problem.value);
    push_or_null(wanted, problem.wanted);
    if (problem.row == 0)
      row.push_null();
    else
      row.push_integer(problem.row);
  }
  Frame frame;
  for (Column* part : {&file, &sheet, &row, &cell, &column, &value, &wanted}) frame.put(std::move(*part));
  return frame;
}

}  // namespace

// A frame of file, sheet, row, cell, column, value, wanted, and how many there are in all (the list is cut at 100,000).
Result<int> problems(lua_State* L, Arguments& arguments) {
  const FrameValue& self = *TRY(frame_argument(L, arguments, 1));
  push_frame(L, frame_of(self.frame.problems()));
  lua_pushinteger(L, static_cast<lua_Integer>(self.frame.problems().count()));
  return 2;
}

Result<int> to_text(lua_State* L, Arguments& arguments) {
  push_text(L, show_frame(TRY(frame_argument(L, arguments, 1))->frame));
  return 1;
}

}  // namespace lunokhod::lua::frames
