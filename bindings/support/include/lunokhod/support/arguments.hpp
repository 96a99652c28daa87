// What a script passed, as views: nothing is copied and nothing is raised here. A wrong argument is an Error that names
// the function, the argument and what was wanted; the gate raises it last.
#pragma once

#include <lua.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lunokhod/base/error.hpp"
#include "lunokhod/base/value.hpp"

namespace lunokhod::lua {

class Arguments {
 public:
  Arguments(lua_State* L, const char* owner, const char* function, bool method)
      : L_(L), owner_(owner), function_(function), method_(method), count_(lua_gettop(L)) {}

  int count() const { return count_; }
  // Of the arguments alone: what a native pushed meanwhile is none of them.
  int type(int index) const { return index > count_ ? LUA_TNONE : lua_type(L_, index); }
  bool given(int index) const { return type(index) > LUA_TNIL; }
  bool is_table(int index) const { return type(index) == LUA_TTABLE; }
  bool is_function(int index) const { return type(index) == LUA_TFUNCTION; }

  // Views live as long as the argument stays on the stack. `name` is for the message.
  Result<std::string_view> text(int index, const char* name) const;
  Result<std::string_view> text_or(int index, const char* name, std::string_view fallback) const;
  Result<std::int64_t> integer(int index, const char* name) const;
  Result<std::int64_t> integer_or(int index, const char* name, std::int64_t fallback) const;
  Result<bool> boolean_or(int index, const char* name, bool fallback) const;
  Result<std::vector<std::string>> texts(int index, const char* name) const;  // a list, or one text
  // Texts from `index` to the end, or one list at `index`.
  Result<std::vector<std::string>> rest_of_texts(int index, const char* name) const;
  Result<void> table(int index, const char* name) const;
  Result<void> function(int index, const char* name) const;

  // "frame:select: argument 1 (names) must be a list of texts, not nil"
  Error wrong(int index, const char* name, std::string_view wanted) const;
  std::string function_name() const;

 private:
  lua_State* L_;
  const char* owner_;
  const char* function_;
  bool method_;
  int count_;
};

// What a value is, in the words of messages: "nil", "a text", "a frame", "a table".
std::string kind_at(lua_State* L, int index);

}  // namespace lunokhod::lua
