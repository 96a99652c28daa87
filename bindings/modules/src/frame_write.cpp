// Frames for people and files.
#include <fmt/format.h>

#include "boxes.hpp"
#include "frame_parts.hpp"
#include "lunokhod/modules/modules.hpp"
#include "lunokhod/sheets/problems_workbook.hpp"
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

// report:write_marked("problems.xlsx", source): the source with the cells that did not fit coloured and annotated.
Result<int> write_marked(lua_State* L, Arguments& arguments) {
  const FrameValue& self = *TRY(frame_argument(L, arguments, 1));
  const std::string_view name = TRY(arguments.text(2, "path"));
  auto* source = Box<FrameValue>::held_at(L, 3);
  if (!source || !*source) return arguments.wrong(3, "source", "the frame as it was read");
  const std::string path = TRY(writable_path(L, name));
  CHECKED(sheets::write_marked_source(path, (*source)->frame, self.frame.problems()));
  return 0;
}

// A frame of file, sheet, cell, row, column, value, wanted, and how many there are in all (the list is cut at 100,000).
Result<int> problems(lua_State* L, Arguments& arguments) {
  const FrameValue& self = *TRY(frame_argument(L, arguments, 1));
  push_frame(L, sheets::problems_frame(self.frame.problems()));
  lua_pushinteger(L, static_cast<lua_Integer>(self.frame.problems().count()));
  return 2;
}

Result<int> to_text(lua_State* L, Arguments& arguments) {
  push_text(L, show_frame(TRY(frame_argument(L, arguments, 1))->frame));
  return 1;
}

}  // namespace lunokhod::lua::frames
