// Frames from Lua tables.
#include <fmt/format.h>

#include <algorithm>

#include "boxes.hpp"
#include "column_builder.hpp"
#include "frame_parts.hpp"
#include "lunokhod/frame/cast.hpp"
#include "lunokhod/support/options.hpp"

namespace lunokhod::lua::frames {
namespace {

constexpr lua_Integer most_rows = 100'000'000;

// The length of a list that may have holes: its largest whole key, or its field n.
lua_Integer list_length(lua_State* L, int index) {
  if (lua_getfield(L, index, "n") == LUA_TNUMBER) {
    const lua_Integer n = lua_tointeger(L, -1);
    lua_pop(L, 1);
    return std::clamp<lua_Integer>(n, 0, most_rows);
  }
  lua_pop(L, 1);
  lua_Integer length = 0;
  lua_pushnil(L);
  while (lua_next(L, index)) {
    lua_pop(L, 1);
    if (lua_isinteger(L, -1)) length = std::max(length, lua_tointeger(L, -1));
  }
  return std::min(length, most_rows);
}

struct ColumnSpec {
  std::string name, type;
  int values = 0;  // stack index
};

// { "name", { values }, type = "…" } on top of the stack; its values stay there instead.
Result<ColumnSpec> column_spec(lua_State* L, lua_Integer number) {
  const std::string what = fmt::format("frame.new: column {}", number);
  if (!lua_istable(L, -1))
    return Error{Code::invalid_argument, what + " is no table", "write { \"name\", { values } }"};
  const int table = lua_gettop(L);
  const Options options = TRY(Options::read(L, what, table, {"type"}, true));
  ColumnSpec spec;
  spec.type = TRY(options.text_or("type", ""));
  const bool named = lua_rawgeti(L, table, 1) == LUA_TSTRING;
  if (named) spec.name = lua_tostring(L, -1);
  lua_pop(L, 1);
  if (!named || lua_rawgeti(L, table, 2) != LUA_TTABLE) {
    return Error{Code::invalid_argument, what + " lacks a name or its values", "write { \"name\", { values } }"};
  }
  lua_replace(L, table);
  spec.values = table;
  return spec;
}

Result<void> put_checked(Frame& frame, Column column) {
  const auto names = frame.names();
  if (std::find(names.begin(), names.end(), column.name) != names.end()) {
    return Error{Code::ambiguous, fmt::format("two columns are named '{}'", column.name)};
  }
  frame.put(std::move(column));
  return {};
}

Result<Frame> cast_columns(Frame frame, const std::vector<std::pair<std::string, std::string>>& types) {
  for (const auto& [name, type] : types) {
    const Dtype dtype = TRY(dtype_from_name(type));
    frame = TRY(cast(frame, name, dtype));
  }
  return frame;
}

}  // namespace

// frame.new{ { "name", { values }, type = "date" }, … }
Result<int> make(lua_State* L, Arguments& arguments) {
  CHECKED(arguments.table(1, "columns"));
  std::vector<ColumnSpec> specs;
  std::vector<std::pair<std::string, std::string>> types;
  const lua_Integer count = static_cast<lua_Integer>(lua_rawlen(L, 1));
  lua_Integer height = 0;
  luaL_checkstack(L, static_cast<int>(std::min<lua_Integer>(count, 100'000)) + 8, "columns");
  for (lua_Integer i = 1; i <= count; ++i) {
    lua_rawgeti(L, 1, i);
    specs.push_back(TRY(column_spec(L, i)));
    height = std::max(height, list_length(L, specs.back().values));
    if (!specs.back().type.empty()) types.emplace_back(specs.back().name, specs.back().type);
  }
  Frame frame;
  for (const ColumnSpec& spec : specs) {
    ColumnBuilder builder(spec.name);
    for (lua_Integer row = 1; row <= height; ++row) {
      lua_rawgeti(L, spec.values, row);
      CHECKED(builder.add(L, -1));
      lua_pop(L, 1);
    }
    CHECKED(put_checked(frame, std::move(builder).finish()));
  }
  return push_frame(L, TRY(cast_columns(std::move(frame), types)));
}

// frame.from_rows({ "a", "b" }, { { 1, 2 }, { a = 3, b = 4 } }, { a = "decimal" })
Result<int> from_rows(lua_State* L, Arguments& arguments) {
  const auto names = TRY(arguments.texts(1, "names"));
  CHECKED(arguments.table(2, "rows"));
  std::vector<std::pair<std::string, std::string>> types;
  lua_createtable(L, 0, 1);  // { types = third argument }, so that one reader of text pairs serves
  if (arguments.given(3))
    lua_pushvalue(L, 3);
  else
    lua_newtable(L);
  lua_setfield(L, -2, "types");
  const Options options = TRY(Options::read(L, arguments.function_name(), lua_gettop(L), {"types"}));
  types = TRY(options.text_pairs("types"));
  std::vector<ColumnBuilder> builders;
  for (const std::string& name : names) builders.emplace_back(name);
  const lua_Integer count = static_cast<lua_Integer>(lua_rawlen(L, 2));
  for (lua_Integer row = 1; row <= count; ++row) {
    if (lua_rawgeti(L, 2, row) != LUA_TTABLE) {
      return Error{Code::invalid_argument,
                   fmt::format("frame.from_rows: row {} is {}, not a table", row, kind_at(L, -1))};
    }
    for (std::size_t c = 0; c < names.size(); ++c) {
      if (lua_rawgeti(L, -1, static_cast<lua_Integer>(c) + 1) == LUA_TNIL) {
        lua_pop(L, 1);
        lua_getfield(L, -1, names[c].c_str());
      }
      CHECKED(builders[c].add(L, -1));
      lua_pop(L, 1);
    }
    lua_pop(L, 1);
  }
  Frame frame;
  for (ColumnBuilder& builder : builders) CHECKED(put_checked(frame, std::move(builder).finish()));
  return push_frame(L, TRY(cast_columns(std::move(frame), types)));
}

}  // namespace lunokhod::lua::frames
