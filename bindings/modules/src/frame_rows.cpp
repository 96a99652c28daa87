// From frames to Lua: cells, rows, columns, sizes.
#include <fmt/format.h>

#include <algorithm>

#include "boxes.hpp"
#include "frame_parts.hpp"
#include "frame_row.hpp"
#include "lunokhod/support/values.hpp"

namespace lunokhod::lua::frames {

void push_row(lua_State* L, const Frame& frame, std::size_t row) {
  lua_createtable(L, 0, static_cast<int>(frame.width()));
  for (std::size_t c = 0; c < frame.width(); ++c) {
    const Column& column = frame.column(c);
    if (column.is_null(row)) continue;
    push_text(L, column.name);
    push_cell(L, column, row);
    lua_rawset(L, -3);
  }
}

namespace {

// The step of rows(): a row as a table.
Result<int> next_row(lua_State* L, Arguments& arguments) {
  const FrameValue& self = *TRY(frame_argument(L, arguments, 1));
  const lua_Integer row = lua_tointeger(L, 2);
  if (row < 0 || static_cast<std::size_t>(row) >= self.frame.height()) return lua_pushnil(L), 1;
  lua_pushinteger(L, row + 1);
  push_row(L, self.frame, static_cast<std::size_t>(row));
  return 2;
}

constexpr Function next_row_row{"__next", next_row};

// The step of rows("a", "b"). Upvalues: the frame (held, so never closed), the column numbers, how many they are.
int next_cells(lua_State* L) {
  auto* held = static_cast<std::optional<FrameValue>*>(lua_touserdata(L, lua_upvalueindex(1)));
  const auto* wanted = static_cast<const std::size_t*>(lua_touserdata(L, lua_upvalueindex(2)));
  const lua_Integer count = lua_tointeger(L, lua_upvalueindex(3));
  const lua_Integer row = lua_tointeger(L, 2);
  const Frame& frame = (*held)->frame;
  if (row < 0 || static_cast<std::size_t>(row) >= frame.height()) return lua_pushnil(L), 1;
  luaL_checkstack(L, static_cast<int>(count) + 2, "cells of a row");
  lua_pushinteger(L, row + 1);
  for (lua_Integer i = 0; i < count; ++i) push_cell(L, frame.column(wanted[i]), static_cast<std::size_t>(row));
  return static_cast<int>(count) + 1;
}

}  // namespace

// for i, row in frame:rows() do … row.name …; for i, client, amount in frame:rows("client", "amount") do …
Result<int> rows(lua_State* L, Arguments& arguments) {
  const FrameValue& self = *TRY(frame_argument(L, arguments, 1));
  if (!arguments.given(2)) {
    push_function(L, "frame", &next_row_row);
    lua_pushvalue(L, 1);
    lua_pushinteger(L, 0);
    return 3;
  }
  const auto names = TRY(arguments.rest_of_texts(2, "columns"));
  std::vector<std::size_t> wanted;
  for (const std::string& name : names) wanted.push_back(TRY(self.frame.find(name)));
  lua_pushvalue(L, 1);
  auto* memory = static_cast<std::size_t*>(lua_newuserdatauv(L, wanted.size() * sizeof(std::size_t), 0));
  std::copy(wanted.begin(), wanted.end(), memory);
  lua_pushinteger(L, static_cast<lua_Integer>(wanted.size()));
  lua_pushcclosure(L, next_cells, 3);
  lua_pushnil(L);
  lua_pushinteger(L, 0);
  return 3;
}

// The values of a column as a list with n; nulls are nil.
Result<int> column(lua_State* L, Arguments& arguments) {
  const FrameValue& self = *TRY(frame_argument(L, arguments, 1));
  const std::string_view name = TRY(arguments.text(2, "column"));
  const std::size_t index = TRY(self.frame.find(name));
  const Column& values = self.frame.column(index);
  lua_createtable(L, static_cast<int>(std::min<std::size_t>(values.size(), 1 << 26)), 1);
  for (std::size_t row = 0; row < values.size(); ++row) {
    push_cell(L, values, row);
    lua_rawseti(L, -2, static_cast<lua_Integer>(row) + 1);
  }
  lua_pushinteger(L, static_cast<lua_Integer>(values.size()));
  lua_setfield(L, -2, "n");
  return 1;
}

// frame:get(row, "column")
Result<int> get(lua_State* L, Arguments& arguments) {
  const FrameValue& self = *TRY(frame_argument(L, arguments, 1));
  const std::int64_t row = TRY(arguments.integer(2, "row"));
  const std::string_view name = TRY(arguments.text(3, "column"));
  const std::size_t index = TRY(self.frame.find(name));
  if (row < 1 || row > static_cast<std::int64_t>(self.frame.height())) {
    return Error{Code::invalid_argument,
                 fmt::format("frame:get: there is no row {}, the frame has {}", row, self.frame.height())};
  }
  push_cell(L, self.frame.column(index), static_cast<std::size_t>(row) - 1);
  return 1;
}

Result<int> names(lua_State* L, Arguments& arguments) {
  const FrameValue& self = *TRY(frame_argument(L, arguments, 1));
  lua_createtable(L, static_cast<int>(self.frame.width()), 0);
  for (std::size_t c = 0; c < self.frame.width(); ++c) {
    push_text(L, self.frame.column(c).name);
    lua_rawseti(L, -2, static_cast<lua_Integer>(c) + 1);
  }
  return 1;
}

Result<int> dtypes(lua_State* L, Arguments& arguments) {
  const FrameValue& self = *TRY(frame_argument(L, arguments, 1));
  lua_createtable(L, 0, static_cast<int>(self.frame.width()));
  for (std::size_t c = 0; c < self.frame.width(); ++c) {
    push_text(L, self.frame.column(c).name);
    push_text(L, dtype_name(self.frame.column(c).dtype));
    lua_rawset(L, -3);
  }
  return 1;
}

Result<int> height(lua_State* L, Arguments& arguments) {
  lua_pushinteger(L, static_cast<lua_Integer>(TRY(frame_argument(L, arguments, 1))->frame.height()));
  return 1;
}

Result<int> width(lua_State* L, Arguments& arguments) {
  lua_pushinteger(L, static_cast<lua_Integer>(TRY(frame_argument(L, arguments, 1))->frame.width()));
  return 1;
}

}  // namespace lunokhod::lua::frames
