#include "map_spec.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "lunokhod/base/text.hpp"
#include "lunokhod/frame/cast.hpp"
#include "lunokhod/support/options.hpp"
#include "lunokhod/support/ref.hpp"
#include "lunokhod/support/values.hpp"

namespace lunokhod::lua {
namespace {

// What a rule's function returned, as text.
Result<std::optional<std::string>> returned_text(lua_State* L, const std::string& target) {
  std::optional<std::string> text;
  const int type = lua_type(L, -1);
  if (type == LUA_TSTRING || type == LUA_TNUMBER) {
    std::size_t length = 0;
    const char* bytes = luaL_tolstring(L, -1, &length);
    text.emplace(bytes, length);
    lua_pop(L, 1);
  } else if (type != LUA_TNIL) {
    return Error{Code::type_mismatch, fmt::format("the function of column '{}' returned {}", target, kind_at(L, -1)),
                 "return a text, a number or nil"};
  }
  lua_pop(L, 1);
  return text;
}

// A Lua error in the function unwinds through map() to the gate and further: nothing here holds it up.
void take_function(lua_State* L, int index, ColumnRule& rule) {
  auto function = std::make_shared<Ref>(L, index);
  rule.function = [L, function, target = rule.target](
                      const std::vector<std::optional<std::string>>& texts) -> Result<std::optional<std::string>> {
    luaL_checkstack(L, static_cast<int>(texts.size()) + 3, "texts of a row");
    function->push(L);
    for (const auto& text : texts) {
      if (text)
        push_text(L, *text);
      else
        lua_pushnil(L);
    }
    lua_call(L, static_cast<int>(texts.size()), 1);
    return returned_text(L, target);
  };
}

Result<void> read_value(lua_State* L, const Options& options, ColumnRule& rule) {
  const int type = options.push("value");
  if (type == LUA_TSTRING || type == LUA_TNUMBER) {
    std::size_t length = 0;
    const char* bytes = luaL_tolstring(L, -1, &length);
    rule.value.emplace(bytes, length);
    lua_pop(L, 1);
  } else if (type == LUA_TBOOLEAN) {
    rule.value = lua_toboolean(L, -1) ? "true" : "false";
  }
  lua_pop(L, 1);
  if (type != LUA_TNIL && !rule.value) return options.wrong("value", "a text, a number or a boolean");
  return {};
}

Result<void> read_function(lua_State* L, const Options& options, ColumnRule& rule) {
  const int type = options.push("fn");
  if (type == LUA_TFUNCTION) take_function(L, -1, rule);
  lua_pop(L, 1);
  if (type != LUA_TNIL && type != LUA_TFUNCTION) return options.wrong("fn", "a function");
  return {};
}

Result<ColumnRule> read_table(lua_State* L, const std::string& target, int index) {
  const std::string what = fmt::format("the rule of column '{}'", target);
  const Options options = TRY(Options::read(
      L, what, index, {"type", "scale", "format", "optional", "replace", "otherwise", "value", "expr", "fn"}, true));
  ColumnRule rule;
  rule.target = target;
  auto sources = texts_at(L, index);
  if (!sources)
    return Error{Code::invalid_argument, what + " lists something that is no text", "source columns are texts"};
  rule.sources = *std::move(sources);
  CHECKED(read_value(L, options, rule));
  CHECKED(read_function(L, options, rule));
  rule.expression = TRY(options.text_or("expr", ""));
  rule.optional = TRY(options.boolean_or("optional", false));
  if (const auto type = TRY(options.text("type"))) rule.dtype = TRY(dtype_from_name(*type));
  rule.scale = static_cast<int>(TRY(options.integer_or("scale", -1, -1, 18)));
  rule.format = TRY(options.text_or("format", ""));
  rule.replace = TRY(options.text_pairs("replace"));
  rule.otherwise = TRY(options.text("otherwise"));
  const int ways =
      static_cast<int>(rule.value.has_value()) + !rule.expression.empty() + (rule.function || !rule.sources.empty());
  if (ways != 1) {
    return Error{Code::invalid_argument, ways == 0 ? what + " says nothing" : what + " says more than one thing",
                 "give source names, or value =, or expr =, or fn = with source names"};
  }
  return rule;
}

Result<ColumnRule> read_rule(lua_State* L, const std::string& target) {
  if (lua_istable(L, -1)) return read_table(L, target, lua_gettop(L));
  if (lua_type(L, -1) != LUA_TSTRING) {
    return Error{Code::invalid_argument, fmt::format("the rule of column '{}' is {}", target, kind_at(L, -1)),
                 "write the name of a source column, or a table"};
  }
  ColumnRule rule;
  rule.target = target;
  rule.sources.emplace_back(lua_tostring(L, -1));
  return rule;
}

Error unknown_target(const std::string& name, const Template& target) {
  std::vector<std::string> names;
  for (const TemplateColumn& column : target.columns) names.push_back(column.name);
  const auto near = text::nearest(name, names);
  return {Code::not_found, fmt::format("the template {} has no column '{}'", target.path, name),
          near.empty() ? "its columns: " + text::join(names, ", ")
                       : fmt::format("did you mean {}?", text::join(near, ", "))};
}

}  // namespace

Result<Mapping> mapping_at(lua_State* L, const Arguments& arguments, int index, const Template& target) {
  CHECKED(arguments.table(index, "rules"));
  Mapping mapping;
  std::vector<std::string> targets;
  lua_pushnil(L);
  while (lua_next(L, index)) {
    lua_pop(L, 1);
    if (lua_type(L, -1) != LUA_TSTRING) {
      return Error{Code::invalid_argument, arguments.function_name() + ": a rule has no target column",
                   "write target = \"source column\""};
    }
    targets.emplace_back(lua_tostring(L, -1));
  }
  std::sort(targets.begin(), targets.end());  // Lua's order is random, messages should not be
  for (const std::string& name : targets) {
    const auto same = [&name](const TemplateColumn& column) { return column.name == name; };
    if (std::none_of(target.columns.begin(), target.columns.end(), same)) return unknown_target(name, target);
    lua_getfield(L, index, name.c_str());
    auto rule = read_rule(L, name);
    lua_pop(L, 1);
    mapping.rules.push_back(TRY(std::move(rule)));
  }
  return mapping;
}

}  // namespace lunokhod::lua
