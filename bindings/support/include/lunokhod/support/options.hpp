// A table of named options. Names that are not known are an error with the nearest known one: a misspelt option must
// not be silently without effect.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lunokhod/support/arguments.hpp"

namespace lunokhod::lua {

class Options {
 public:
  // The table at `index`; nil gives no options at all. Only text keys are looked at; `positional` permits numbers too.
  static Result<Options> read(lua_State* L, const Arguments& arguments, int index,
                              std::initializer_list<std::string_view> known, bool positional = false);
  // The same for a table inside another one; `what` names it in messages ("rule of column 'period'").
  static Result<Options> read(lua_State* L, std::string what, int index, std::initializer_list<std::string_view> known,
                              bool positional = false);

  bool has(const char* name) const;
  // Pushes the value (nil when absent) and returns its Lua type.
  int push(const char* name) const;
  Result<std::optional<std::string>> text(const char* name) const;
  Result<std::string> text_or(const char* name, std::string fallback) const;
  Result<std::optional<std::int64_t>> integer(const char* name) const;
  Result<std::int64_t> integer_or(const char* name, std::int64_t fallback, std::int64_t least, std::int64_t most) const;
  Result<double> number_or(const char* name, double fallback) const;
  Result<std::string> scalar_or(const char* name, std::string fallback) const;  // a text, or a number written as text
  Result<bool> boolean_or(const char* name, bool fallback) const;
  Result<std::vector<std::string>> texts(const char* name) const;  // a list or one text; empty when absent
  // {["да"] = "Аптека.ру"}: pairs in the order of their keys.
  Result<std::vector<std::pair<std::string, std::string>>> text_pairs(const char* name) const;

  Error wrong(const char* name, std::string_view wanted) const;

 private:
  Options(lua_State* L, std::string what, int index) : L_(L), what_(std::move(what)), index_(index) {}
  lua_State* L_;
  std::string what_;
  int index_;  // 0: no table
};

// The texts of the list at `index`; nullopt when something in it is no text.
std::optional<std::vector<std::string>> texts_at(lua_State* L, int index);

}  // namespace lunokhod::lua
