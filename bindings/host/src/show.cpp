#include "show.hpp"

#include <fmt/format.h>

#include "lunokhod/base/decimal.hpp"
#include "lunokhod/base/text.hpp"
#include "lunokhod/modules/modules.hpp"
#include "lunokhod/support/values.hpp"

namespace lunokhod::host {
namespace {

constexpr int deepest = 6;
constexpr int most_entries = 200;

void append(std::string& out, lua_State* L, int index, int depth);

void append_key(std::string& out, lua_State* L, int index) {
  if (lua_type(L, index) == LUA_TSTRING) {
    out += lua_tostring(L, index);
  } else {
    out += fmt::format("[{}]", luaL_tolstring(L, index, nullptr));
    lua_pop(L, 1);
  }
}

void append_entries(std::string& out, lua_State* L, int index, int depth) {
  int entries = 0;
  const std::string indent(static_cast<std::size_t>(depth) * 2, ' ');
  const auto entry = [&](auto&& key) {
    if (++entries > most_entries) return false;
    if (!out.empty() && out.back() != '\n') out += '\n';
    out += indent;
    key();
    append(out, L, lua_gettop(L), depth + 1);
    return true;
  };
  const lua_Integer size = static_cast<lua_Integer>(lua_rawlen(L, index));
  for (lua_Integer i = 1; i <= size; ++i) {
    lua_rawgeti(L, index, i);
    const bool more = entry([&] { out += fmt::format("{}. ", i); });
    lua_pop(L, 1);
    if (!more) break;
  }
  lua_pushnil(L);
  while (lua_next(L, index)) {
    const bool listed = lua_isinteger(L, -2) && lua_tointeger(L, -2) >= 1 && lua_tointeger(L, -2) <= size;
    if (!listed) {
      entry([&] {
        append_key(out, L, lua_gettop(L) - 1);
        out += " = ";
      });
    }
    lua_pop(L, 1);
  }
  if (entries > most_entries) out += fmt::format("\n{}… {} more", indent, entries - most_entries);
  if (entries == 0) out += "{}";
}

void append(std::string& out, lua_State* L, int index, int depth) {
  luaL_checkstack(L, 6, "a nested table");
  if (const Frame* frame = lua::frame_at(L, index)) {
    if (depth > 0) out += '\n';
    out += lua::show_frame(*frame);
    return;
  }
  if (lua_istable(L, index) && !luaL_getmetafield(L, index, "__tostring")) {
    if (depth >= deepest) {
      out += "{…}";
    } else {
      append_entries(out, L, index, depth);
    }
    return;
  }
  if (lua_istable(L, index)) lua_pop(L, 1);
  std::size_t length = 0;
  const char* bytes = luaL_tolstring(L, index, &length);
  out += text::repair_utf8({bytes, length});
  lua_pop(L, 1);
}

Value cell_value(const Column& column, std::size_t row) {
  if (column.is_null(row)) return {};
  const bool mixed = column.dtype == Dtype::mixed;
  const CellKind kind = mixed ? column.kinds[row] : CellKind::text;
  if (column.dtype == Dtype::integer) return column.as_integer(row);
  if (column.dtype == Dtype::float_ || kind == CellKind::number) return column.as_float(row);
  if (column.dtype == Dtype::boolean || kind == CellKind::boolean) return column.words[row] != 0;
  return column.display(row);  // decimals too: their digits are exact
}

Value frame_value(const Frame& frame) {
  Value::List columns, rows;
  for (std::size_t c = 0; c < frame.width(); ++c) columns.emplace_back(frame.column(c).name);
  rows.reserve(frame.height());
  for (std::size_t r = 0; r < frame.height(); ++r) {
    Value::List row;
    row.reserve(frame.width());
    for (std::size_t c = 0; c < frame.width(); ++c) row.push_back(cell_value(frame.column(c), r));
    rows.emplace_back(std::move(row));
  }
  return Value::Map{{"columns", std::move(columns)}, {"rows", std::move(rows)}};
}

}  // namespace

std::string show(lua_State* L, int index) {
  std::string out;
  if (!lua_isnil(L, index)) append(out, L, lua_absindex(L, index), 0);
  return out;
}

Result<Value> plain(lua_State* L, int index) {
  if (const Frame* frame = lua::frame_at(L, index)) return frame_value(*frame);
  return lua::value_at(L, index);
}

}  // namespace lunokhod::host
