// Verbs: each gives a new frame, the old one stays as it was.
#include <fmt/format.h>

#include "boxes.hpp"
#include "column_builder.hpp"
#include "frame_parts.hpp"
#include "frame_row.hpp"
#include "lunokhod/frame/cast.hpp"
#include "lunokhod/frame/concat.hpp"
#include "lunokhod/frame/derive.hpp"
#include "lunokhod/frame/distinct.hpp"
#include "lunokhod/frame/filter.hpp"
#include "lunokhod/frame/mapping.hpp"
#include "lunokhod/frame/rows.hpp"
#include "lunokhod/frame/select.hpp"
#include "lunokhod/frame/sort.hpp"
#include "lunokhod/support/options.hpp"
#include "map_spec.hpp"

namespace lunokhod::lua::frames {

Result<int> select(lua_State* L, Arguments& arguments) {
  const FrameValue& self = *TRY(frame_argument(L, arguments, 1));
  const auto names = TRY(arguments.rest_of_texts(2, "names"));
  return push_frame(L, TRY(lunokhod::select(self.frame, names)), self.look);
}

Result<int> drop(lua_State* L, Arguments& arguments) {
  const FrameValue& self = *TRY(frame_argument(L, arguments, 1));
  const auto names = TRY(arguments.rest_of_texts(2, "names"));
  return push_frame(L, TRY(lunokhod::drop(self.frame, names)), self.look);
}

// frame:rename{ old = "new", ["Кол-во, шт"] = "amount" }
Result<int> rename(lua_State* L, Arguments& arguments) {
  const FrameValue& self = *TRY(frame_argument(L, arguments, 1));
  CHECKED(arguments.table(2, "names"));
  std::vector<std::pair<std::string, std::string>> names;
  lua_pushnil(L);
  while (lua_next(L, 2)) {
    if (lua_type(L, -2) != LUA_TSTRING || lua_type(L, -1) != LUA_TSTRING) {
      return arguments.wrong(2, "names", "a table of texts: { old = \"new\" }");
    }
    names.emplace_back(lua_tostring(L, -2), lua_tostring(L, -1));
    lua_pop(L, 1);
  }
  return push_frame(L, TRY(lunokhod::rename(self.frame, names)), self.look);
}

namespace {

Result<Frame> derive_by_function(lua_State* L, Frame frame, std::string name, int function) {
  ColumnBuilder builder(std::move(name));
  CHECKED(for_each_row(L, frame, function, [&] { return builder.add(L, -1); }));
  frame.put(std::move(builder).finish());
  return frame;
}

// The expression or function at `index` as a column of that name.
Result<Frame> derive_one(lua_State* L, const Arguments& arguments, const Frame& frame, const std::string& name,
                         int index) {
  if (lua_isfunction(L, index)) return derive_by_function(L, frame, name, lua_absindex(L, index));
  if (lua_type(L, index) != LUA_TSTRING) return arguments.wrong(index, "expression", "an expression or a function");
  return lunokhod::derive(frame, name, lua_tostring(L, index));
}

}  // namespace

// frame:derive("sum", "price * amount"), frame:derive("kind", function(row) … end), frame:derive{ { "a", "x + 1" }, … }
Result<int> derive(lua_State* L, Arguments& arguments) {
  const FrameValue& self = *TRY(frame_argument(L, arguments, 1));
  if (!arguments.is_table(2)) {
    const std::string name(TRY(arguments.text(2, "name")));
    return push_frame(L, TRY(derive_one(L, arguments, self.frame, name, 3)), self.look);
  }
  Frame frame = self.frame;
  const lua_Integer count = static_cast<lua_Integer>(lua_rawlen(L, 2));
  if (count == 0) return arguments.wrong(2, "columns", "a list of { \"name\", \"expression\" }");
  for (lua_Integer i = 1; i <= count; ++i) {
    const bool pair = lua_rawgeti(L, 2, i) == LUA_TTABLE && lua_rawgeti(L, -1, 1) == LUA_TSTRING;
    if (!pair) return arguments.wrong(2, "columns", "a list of { \"name\", \"expression\" }");
    const std::string name = lua_tostring(L, -1);
    lua_rawgeti(L, -2, 2);
    frame = TRY(derive_one(L, arguments, frame, name, lua_gettop(L)));
    lua_pop(L, 3);
  }
  return push_frame(L, std::move(frame), self.look);
}

// frame:filter "amount <> 0", frame:filter(function(row) return row.amount ~= 0 end)
Result<int> filter(lua_State* L, Arguments& arguments) {
  const FrameValue& self = *TRY(frame_argument(L, arguments, 1));
  if (!arguments.is_function(2)) {
    const std::string_view condition = TRY(arguments.text(2, "condition"));
    return push_frame(L, TRY(lunokhod::filter(self.frame, condition)), self.look);
  }
  Column mask;
  mask.dtype = Dtype::boolean;
  CHECKED(for_each_row(L, self.frame, 2, [&]() -> Result<void> {
    mask.push_integer(lua_toboolean(L, -1));
    return {};
  }));
  return push_frame(L, TRY(lunokhod::filter(self.frame, mask)), self.look);
}

// frame:sort("client", { "amount", descending = true })
Result<int> sort(lua_State* L, Arguments& arguments) {
  const FrameValue& self = *TRY(frame_argument(L, arguments, 1));
  std::vector<SortKey> keys;
  for (int i = 2; i <= arguments.count(); ++i) {
    SortKey key;
    if (arguments.is_table(i)) {
      const Options options = TRY(Options::read(L, arguments.function_name(), i, {"descending", "nulls_first"}, true));
      key.descending = TRY(options.boolean_or("descending", false));
      key.nulls_first = TRY(options.boolean_or("nulls_first", false));
      const bool named = lua_rawgeti(L, i, 1) == LUA_TSTRING;
      if (named) key.column = lua_tostring(L, -1);
      lua_pop(L, 1);
      if (!named) return arguments.wrong(i, "key", "a column, or { \"column\", descending = true }");
    } else {
      key.column = TRY(arguments.text(i, "column"));
    }
    keys.push_back(std::move(key));
  }
  if (keys.empty()) return arguments.wrong(2, "column", "a column, or { \"column\", descending = true }");
  return push_frame(L, TRY(lunokhod::sort(self.frame, keys)), self.look);
}

Result<int> distinct(lua_State* L, Arguments& arguments) {
  const FrameValue& self = *TRY(frame_argument(L, arguments, 1));
  std::vector<std::string> names;
  if (arguments.given(2)) names = TRY(arguments.rest_of_texts(2, "names"));
  return push_frame(L, TRY(lunokhod::distinct(self.frame, names)), self.look);
}

// frame.concat(a, b, …) and a:concat(b, …)
Result<int> concat(lua_State* L, Arguments& arguments) {
  const TemplatePointer look = TRY(frame_argument(L, arguments, 1))->look;
  std::vector<Frame> frames;
  for (int i = 1; i <= arguments.count(); ++i) frames.push_back(TRY(frame_argument(L, arguments, i))->frame);
  return push_frame(L, TRY(lunokhod::concat(frames)), look);
}

// frame.concat{ a, b, … } takes a list as well.
Result<int> concat_all(lua_State* L, Arguments& arguments) {
  if (!arguments.is_table(1)) return concat(L, arguments);
  std::vector<Frame> frames;
  TemplatePointer look;
  const lua_Integer count = static_cast<lua_Integer>(lua_rawlen(L, 1));
  for (lua_Integer i = 1; i <= count; ++i) {
    lua_rawgeti(L, 1, i);
    auto* held = Box<FrameValue>::held_at(L, -1);
    if (!held || !*held) return arguments.wrong(1, "frames", "a list of frames");
    if (i == 1) look = (*held)->look;
    frames.push_back((*held)->frame);
    lua_pop(L, 1);
  }
  if (frames.empty()) return arguments.wrong(1, "frames", "a list of at least one frame");
  return push_frame(L, TRY(lunokhod::concat(frames)), look);
}

Result<int> head(lua_State* L, Arguments& arguments) {
  const FrameValue& self = *TRY(frame_argument(L, arguments, 1));
  const std::int64_t count = TRY(arguments.integer_or(2, "count", 10));
  return push_frame(L, lunokhod::head(self.frame, static_cast<std::size_t>(std::max<std::int64_t>(count, 0))),
                    self.look);
}

Result<int> tail(lua_State* L, Arguments& arguments) {
  const FrameValue& self = *TRY(frame_argument(L, arguments, 1));
  const std::int64_t count = TRY(arguments.integer_or(2, "count", 10));
  return push_frame(L, lunokhod::tail(self.frame, static_cast<std::size_t>(std::max<std::int64_t>(count, 0))),
                    self.look);
}

// frame:slice(first, last): rows from 1, both included.
Result<int> slice(lua_State* L, Arguments& arguments) {
  const FrameValue& self = *TRY(frame_argument(L, arguments, 1));
  const std::int64_t first = std::max<std::int64_t>(TRY(arguments.integer(2, "first")), 1);
  const std::int64_t height = static_cast<std::int64_t>(self.frame.height());
  const std::int64_t last = std::min(TRY(arguments.integer_or(3, "last", height)), height);
  const std::size_t begin = static_cast<std::size_t>(std::min(first - 1, height));
  const std::size_t end = std::max(begin, static_cast<std::size_t>(std::max<std::int64_t>(last, 0)));
  return push_frame(L, lunokhod::slice(self.frame, begin, end), self.look);
}

// frame:cast("amount", "decimal", { scale = 2 })
Result<int> cast(lua_State* L, Arguments& arguments) {
  const FrameValue& self = *TRY(frame_argument(L, arguments, 1));
  const std::string_view name = TRY(arguments.text(2, "column"));
  const std::string_view type = TRY(arguments.text(3, "type"));
  const Options options = TRY(Options::read(L, arguments, 4, {"scale", "format"}));
  const int scale = static_cast<int>(TRY(options.integer_or("scale", -1, -1, 18)));
  const std::string format = TRY(options.text_or("format", ""));
  const Dtype dtype = TRY(dtype_from_name(type));
  return push_frame(L, TRY(lunokhod::cast(self.frame, name, dtype, scale, format)), self.look);
}

Result<int> map(lua_State* L, Arguments& arguments) {
  const FrameValue& self = *TRY(frame_argument(L, arguments, 1));
  const TemplatePointer look = *TRY(Box<TemplatePointer>::get(L, arguments, 2));
  const Mapping mapping = TRY(mapping_at(L, arguments, 3, look->columns));
  return push_frame(L, TRY(lunokhod::map(self.frame, look->columns, mapping)), look);
}

}  // namespace lunokhod::lua::frames
