#include "lunokhod/support/arguments.hpp"

#include <fmt/format.h>

#include "lunokhod/support/options.hpp"

namespace lunokhod::lua {

std::string kind_at(lua_State* L, int index) {
  switch (lua_type(L, index)) {
    case LUA_TNONE:
      return "nothing";
    case LUA_TNIL:
      return "nil";
    case LUA_TBOOLEAN:
      return "a boolean";
    case LUA_TNUMBER:
      return "a number";
    case LUA_TSTRING:
      return "a text";
    case LUA_TTABLE:
      return "a table";
    case LUA_TFUNCTION:
      return "a function";
    case LUA_TTHREAD:
      return "a coroutine";
    default:
      break;
  }
  std::string kind = "a native object";
  if (luaL_getmetafield(L, index, "__name") == LUA_TSTRING) kind = fmt::format("a {}", lua_tostring(L, -1));
  if (lua_type(L, -1) == LUA_TSTRING) lua_pop(L, 1);
  return kind;
}

std::string Arguments::function_name() const {
  return fmt::format("{}{}{}", owner_, method_ ? ":" : ".", function_);
}

Error Arguments::wrong(int index, const char* name, std::string_view wanted) const {
  const int shown = method_ ? index - 1 : index;
  const std::string kind = index > count_ ? "nothing" : kind_at(L_, index);
  if (shown == 0) {
    return {Code::invalid_argument, fmt::format("{} was called on {}, not on a {}", function_name(), kind, owner_),
            fmt::format("call methods with a colon: value:{}(…)", function_)};
  }
  return {Code::invalid_argument,
          fmt::format("{}: argument {} ({}) must be {}, not {}", function_name(), shown, name, wanted, kind)};
}

Result<std::string_view> Arguments::text(int index, const char* name) const {
  if (type(index) != LUA_TSTRING) return wrong(index, name, "a text");
  std::size_t length = 0;
  const char* bytes = lua_tolstring(L_, index, &length);
  return std::string_view(bytes, length);
}

Result<std::string_view> Arguments::text_or(int index, const char* name, std::string_view fallback) const {
  if (!given(index)) return fallback;
  return text(index, name);
}

Result<std::int64_t> Arguments::integer(int index, const char* name) const {
  int whole = 0;
  if (type(index) != LUA_TNUMBER) return wrong(index, name, "a whole number");
  const lua_Integer value = lua_tointegerx(L_, index, &whole);
  if (!whole) return wrong(index, name, "a whole number");
  return static_cast<std::int64_t>(value);
}

Result<std::int64_t> Arguments::integer_or(int index, const char* name, std::int64_t fallback) const {
  if (!given(index)) return fallback;
  return integer(index, name);
}

Result<bool> Arguments::boolean_or(int index, const char* name, bool fallback) const {
  if (!given(index)) return fallback;
  if (type(index) != LUA_TBOOLEAN) return wrong(index, name, "true or false");
  return static_cast<bool>(lua_toboolean(L_, index));
}

Result<std::vector<std::string>> Arguments::texts(int index, const char* name) const {
  auto list = index > count_ ? std::nullopt : texts_at(L_, index);
  if (!list) return wrong(index, name, "a list of texts");
  return *std::move(list);
}

Result<std::vector<std::string>> Arguments::rest_of_texts(int index, const char* name) const {
  if (is_table(index)) return texts(index, name);
  std::vector<std::string> list;
  for (int i = index; i <= count_; ++i) list.emplace_back(TRY(text(i, name)));
  if (list.empty()) return wrong(index, name, "a text or a list of texts");
  return list;
}

Result<void> Arguments::table(int index, const char* name) const {
  if (!is_table(index)) return wrong(index, name, "a table");
  return {};
}

Result<void> Arguments::function(int index, const char* name) const {
  if (!is_function(index)) return wrong(index, name, "a function");
  return {};
}

}  // namespace lunokhod::lua
