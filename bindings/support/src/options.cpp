#include "lunokhod/support/options.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "lunokhod/base/text.hpp"

namespace lunokhod::lua {

Result<Options> Options::read(lua_State* L, const Arguments& arguments, int index,
                              std::initializer_list<std::string_view> known, bool positional) {
  if (!arguments.given(index)) return Options(L, arguments.function_name(), 0);
  if (!arguments.is_table(index)) return arguments.wrong(index, "options", "a table of options");
  return read(L, arguments.function_name(), index, known, positional);
}

Result<Options> Options::read(lua_State* L, std::string what, int index, std::initializer_list<std::string_view> known,
                              bool positional) {
  if (lua_isnoneornil(L, index)) return Options(L, std::move(what), 0);
  index = lua_absindex(L, index);
  lua_pushnil(L);
  while (lua_next(L, index)) {
    lua_pop(L, 1);
    if (lua_type(L, -1) == LUA_TNUMBER && positional) continue;
    if (lua_type(L, -1) != LUA_TSTRING) {
      lua_pop(L, 1);
      return Error{Code::invalid_argument, fmt::format("{}: options have names, write name = value", what)};
    }
    const std::string name = lua_tostring(L, -1);
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    lua_pop(L, 1);
    const std::vector<std::string> names(known.begin(), known.end());
    const auto near = text::nearest(name, names);
    return Error{
        Code::invalid_argument, fmt::format("{}: unknown option '{}'", what, name),
        near.empty() ? "options here: " + text::join(names, ", ") : fmt::format("did you mean {}?", near.front())};
  }
  return Options(L, std::move(what), index);
}

int Options::push(const char* name) const {
  if (index_ == 0) {
    lua_pushnil(L_);
    return LUA_TNIL;
  }
  return lua_getfield(L_, index_, name);
}

bool Options::has(const char* name) const {
  const bool there = push(name) != LUA_TNIL;
  lua_pop(L_, 1);
  return there;
}

Error Options::wrong(const char* name, std::string_view wanted) const {
  push(name);
  Error error{Code::invalid_argument,
              fmt::format("{}: option {} must be {}, not {}", what_, name, wanted, kind_at(L_, -1))};
  lua_pop(L_, 1);
  return error;
}

Result<std::optional<std::string>> Options::text(const char* name) const {
  std::optional<std::string> value;
  const int type = push(name);
  if (type == LUA_TSTRING) {
    std::size_t length = 0;
    const char* bytes = lua_tolstring(L_, -1, &length);
    value.emplace(bytes, length);
  }
  lua_pop(L_, 1);
  if (!value && type != LUA_TNIL) return wrong(name, "a text");
  return value;
}

Result<std::string> Options::text_or(const char* name, std::string fallback) const {
  auto value = TRY(text(name));
  return value ? *std::move(value) : std::move(fallback);
}

Result<std::optional<std::int64_t>> Options::integer(const char* name) const {
  int whole = 0;
  const int type = push(name);
  const lua_Integer value = type == LUA_TNUMBER ? lua_tointegerx(L_, -1, &whole) : 0;
  lua_pop(L_, 1);
  if (type == LUA_TNIL) return std::optional<std::int64_t>();
  if (!whole) return wrong(name, "a whole number");
  return std::optional<std::int64_t>(value);
}

Result<std::int64_t> Options::integer_or(const char* name, std::int64_t fallback, std::int64_t least,
                                         std::int64_t most) const {
  const std::int64_t value = TRY(integer(name)).value_or(fallback);
  if (value < least || value > most) {
    return Error{Code::invalid_argument,
                 fmt::format("{}: option {} must be from {} to {}, not {}", what_, name, least, most, value)};
  }
  return value;
}

Result<double> Options::number_or(const char* name, double fallback) const {
  const int type = push(name);
  const double value = type == LUA_TNUMBER ? lua_tonumber(L_, -1) : fallback;
  lua_pop(L_, 1);
  if (type != LUA_TNIL && type != LUA_TNUMBER) return wrong(name, "a number");
  return value;
}

Result<std::string> Options::scalar_or(const char* name, std::string fallback) const {
  const int type = push(name);
  if (type == LUA_TSTRING || type == LUA_TNUMBER) {
    std::size_t length = 0;
    const char* bytes = luaL_tolstring(L_, -1, &length);
    fallback.assign(bytes, length);
    lua_pop(L_, 1);
  }
  lua_pop(L_, 1);
  if (type != LUA_TNIL && type != LUA_TSTRING && type != LUA_TNUMBER) return wrong(name, "a text or a number");
  return fallback;
}

Result<bool> Options::boolean_or(const char* name, bool fallback) const {
  const int type = push(name);
  const bool value = lua_toboolean(L_, -1);
  lua_pop(L_, 1);
  if (type == LUA_TNIL) return fallback;
  if (type != LUA_TBOOLEAN) return wrong(name, "true or false");
  return value;
}

Result<std::vector<std::string>> Options::texts(const char* name) const {
  const int type = push(name);
  auto list = type == LUA_TNIL ? std::optional(std::vector<std::string>()) : texts_at(L_, -1);
  lua_pop(L_, 1);
  if (!list) return wrong(name, "a text or a list of texts");
  return *std::move(list);
}

Result<std::vector<std::pair<std::string, std::string>>> Options::text_pairs(const char* name) const {
  std::vector<std::pair<std::string, std::string>> pairs;
  const int type = push(name);
  bool fits = type == LUA_TNIL || type == LUA_TTABLE;
  if (type == LUA_TTABLE) {
    lua_pushnil(L_);
    while (lua_next(L_, -2)) {
      fits = fits && lua_type(L_, -2) == LUA_TSTRING && lua_type(L_, -1) == LUA_TSTRING;
      if (fits) pairs.emplace_back(lua_tostring(L_, -2), lua_tostring(L_, -1));
      lua_pop(L_, 1);
    }
  }
  lua_pop(L_, 1);
  if (!fits) return wrong(name, "a table of texts: { [\"from\"] = \"to\" }");
  std::sort(pairs.begin(), pairs.end());
  return pairs;
}

std::optional<std::vector<std::string>> texts_at(lua_State* L, int index) {
  std::vector<std::string> list;
  std::size_t length = 0;
  if (lua_type(L, index) == LUA_TSTRING) {
    const char* bytes = lua_tolstring(L, index, &length);
    list.emplace_back(bytes, length);
    return list;
  }
  if (!lua_istable(L, index)) return std::nullopt;
  const lua_Integer size = static_cast<lua_Integer>(lua_rawlen(L, index));
  for (lua_Integer i = 1; i <= size; ++i) {
    const bool text = lua_rawgeti(L, index, i) == LUA_TSTRING;
    if (text) {
      const char* bytes = lua_tolstring(L, -1, &length);
      list.emplace_back(bytes, length);
    }
    lua_pop(L, 1);
    if (!text) return std::nullopt;
  }
  return list;
}

}  // namespace lunokhod::lua
