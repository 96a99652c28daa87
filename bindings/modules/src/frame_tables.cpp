// Verbs over groups of rows and over two frames; values filled, split, replaced and checked.
#include <fmt/format.h>

#include "boxes.hpp"
#include "frame_parts.hpp"
#include "frame_row.hpp"
#include "lunokhod/frame/check.hpp"
#include "lunokhod/frame/fill.hpp"
#include "lunokhod/frame/group.hpp"
#include "lunokhod/frame/join.hpp"
#include "lunokhod/frame/pivot.hpp"
#include "lunokhod/frame/sql.hpp"
#include "lunokhod/frame/window.hpp"
#include "lunokhod/support/options.hpp"

namespace lunokhod::lua::frames {
namespace {

std::string text_at(lua_State* L, int table, lua_Integer key) {
  std::string text;
  if (lua_rawgeti(L, table, key) == LUA_TSTRING) text = lua_tostring(L, -1);
  lua_pop(L, 1);
  return text;
}

// The keys of a join: "code", { "code", "day" } or { code = "код" }.
Result<std::vector<JoinKey>> join_keys(lua_State* L, const Arguments& arguments, int index) {
  std::vector<JoinKey> keys;
  if (auto list = texts_at(L, index); list && !list->empty()) {
    for (std::string& name : *list) keys.push_back({std::move(name), ""});
    return keys;
  }
  bool fits = lua_istable(L, index);
  if (fits) {
    lua_pushnil(L);
    while (fits && lua_next(L, index)) {
      fits = lua_type(L, -2) == LUA_TSTRING && lua_type(L, -1) == LUA_TSTRING;
      if (fits) keys.push_back({lua_tostring(L, -2), lua_tostring(L, -1)});
      lua_pop(L, 1);
    }
  }
  if (!fits || keys.empty())
    return arguments.wrong(index, "keys", "a column, a list of columns or { left = \"right\" }");
  return keys;
}

Result<JoinKind> join_kind(const Options& options) {
  const std::string word = TRY(options.text_or("kind", "left"));
  if (word == "left") return JoinKind::left;
  if (word == "inner") return JoinKind::inner;
  if (word == "anti") return JoinKind::anti;
  return options.wrong("kind", "\"left\", \"inner\" or \"anti\"");
}

Result<Cardinality> cardinality(const Options& options) {
  const std::string word = TRY(options.text_or("expected", "many_to_one"));
  if (word == "many_to_one") return Cardinality::many_to_one;
  if (word == "one_to_one") return Cardinality::one_to_one;
  if (word == "one_to_many") return Cardinality::one_to_many;
  if (word == "many_to_many") return Cardinality::many_to_many;
  return options.wrong("expected", "\"many_to_one\", \"one_to_one\", \"one_to_many\" or \"many_to_many\"");
}

}  // namespace

// frame:group({ "client" }, { { "sum", "amount", as = "total" }, { "count" } })
Result<int> group(lua_State* L, Arguments& arguments) {
  const FrameValue& self = *TRY(frame_argument(L, arguments, 1));
  const auto keys = TRY(arguments.texts(2, "keys"));
  CHECKED(arguments.table(3, "aggregates"));
  std::vector<Aggregate> aggregates;
  const lua_Integer count = static_cast<lua_Integer>(lua_rawlen(L, 3));
  for (lua_Integer i = 1; i <= count; ++i) {
    const bool table = lua_rawgeti(L, 3, i) == LUA_TTABLE;
    const int entry = lua_gettop(L);
    if (!table) return arguments.wrong(3, "aggregates", "a list of { \"sum\", \"column\", as = \"name\" }");
    const Options options = TRY(Options::read(L, arguments.function_name(), entry, {"as"}, true));
    aggregates.push_back({TRY(options.text_or("as", "")), text_at(L, entry, 1), text_at(L, entry, 2)});
    lua_pop(L, 1);
  }
  return push_frame(L, TRY(lunokhod::group(self.frame, keys, aggregates)));
}

// frame:join(prices, "code", { kind = "left", expected = "many_to_one", folded = true })
Result<int> join(lua_State* L, Arguments& arguments) {
  const FrameValue& self = *TRY(frame_argument(L, arguments, 1));
  auto* other = Box<FrameValue>::held_at(L, 2);
  if (!other || !*other) return arguments.wrong(2, "right", "a frame");
  const auto keys = TRY(join_keys(L, arguments, 3));
  const Options options = TRY(Options::read(L, arguments, 4, {"kind", "expected", "folded", "suffix"}));
  JoinOptions how;
  how.kind = TRY(join_kind(options));
  how.expected = TRY(cardinality(options));
  how.folded = TRY(options.boolean_or("folded", false));
  how.suffix = TRY(options.text_or("suffix", how.suffix));
  return push_frame(L, TRY(lunokhod::join(self.frame, (*other)->frame, keys, how)), self.look);
}

// frame:pivot{ rows = "client", columns = "month", values = "amount", fn = "sum" }
Result<int> pivot(lua_State* L, Arguments& arguments) {
  const FrameValue& self = *TRY(frame_argument(L, arguments, 1));
  CHECKED(arguments.table(2, "options"));
  const Options options = TRY(Options::read(L, arguments, 2, {"rows", "columns", "values", "fn"}));
  Pivot how;
  how.rows = TRY(options.texts("rows"));
  how.columns = TRY(options.text_or("columns", ""));
  how.values = TRY(options.text_or("values", ""));
  how.function = TRY(options.text_or("fn", how.function));
  return push_frame(L, TRY(lunokhod::pivot(self.frame, how)));
}

// frame:unpivot{ keep = "client", name = "month", value = "amount" }
Result<int> unpivot(lua_State* L, Arguments& arguments) {
  const FrameValue& self = *TRY(frame_argument(L, arguments, 1));
  const Options options = TRY(Options::read(L, arguments, 2, {"keep", "columns", "name", "value", "drop_nulls"}));
  Unpivot how;
  how.keep = TRY(options.texts("keep"));
  how.columns = TRY(options.texts("columns"));
  how.name = TRY(options.text_or("name", how.name));
  how.value = TRY(options.text_or("value", how.value));
  how.drop_nulls = TRY(options.boolean_or("drop_nulls", false));
  return push_frame(L, TRY(lunokhod::unpivot(self.frame, how)));
}

// frame:window{ name = "so_far", fn = "running_sum", column = "amount", within = "client", order = "day" }
Result<int> window(lua_State* L, Arguments& arguments) {
  const FrameValue& self = *TRY(frame_argument(L, arguments, 1));
  CHECKED(arguments.table(2, "options"));
  const Options options =
      TRY(Options::read(L, arguments, 2, {"name", "fn", "column", "within", "order", "descending", "offset"}));
  Window how;
  how.name = TRY(options.text_or("name", ""));
  how.function = TRY(options.text_or("fn", ""));
  how.column = TRY(options.text_or("column", ""));
  how.within = TRY(options.texts("within"));
  const bool descending = TRY(options.boolean_or("descending", false));
  for (std::string& column : TRY(options.texts("order"))) how.order.push_back({std::move(column), descending});
  how.offset = static_cast<std::size_t>(TRY(options.integer_or("offset", 1, 1, 1'000'000'000)));
  if (how.name.empty()) how.name = how.function;
  return push_frame(L, TRY(lunokhod::window(self.frame, how)), self.look);
}

Result<int> fill_down(lua_State* L, Arguments& arguments) {
  const FrameValue& self = *TRY(frame_argument(L, arguments, 1));
  const auto names = TRY(arguments.rest_of_texts(2, "columns"));
  return push_frame(L, TRY(lunokhod::fill_down(self.frame, names)), self.look);
}

Result<int> fill_up(lua_State* L, Arguments& arguments) {
  const FrameValue& self = *TRY(frame_argument(L, arguments, 1));
  const auto names = TRY(arguments.rest_of_texts(2, "columns"));
  return push_frame(L, TRY(lunokhod::fill_up(self.frame, names)), self.look);
}

// frame:fill("amount", 0)
Result<int> fill(lua_State* L, Arguments& arguments) {
  const FrameValue& self = *TRY(frame_argument(L, arguments, 1));
  const std::string_view name = TRY(arguments.text(2, "column"));
  if (lua_type(L, 3) != LUA_TSTRING && lua_type(L, 3) != LUA_TNUMBER && lua_type(L, 3) != LUA_TBOOLEAN) {
    return arguments.wrong(3, "value", "a text, a number or a boolean");
  }
  const std::string value = luaL_tolstring(L, 3, nullptr);
  return push_frame(L, TRY(lunokhod::fill_with(self.frame, name, value)), self.look);
}

// frame:split("фио", " ", { "фамилия", "имя", "отчество" })
Result<int> split(lua_State* L, Arguments& arguments) {
  const FrameValue& self = *TRY(frame_argument(L, arguments, 1));
  const std::string_view name = TRY(arguments.text(2, "column"));
  const std::string_view separator = TRY(arguments.text(3, "separator"));
  const auto names = TRY(arguments.texts(4, "names"));
  return push_frame(L, TRY(lunokhod::split(self.frame, name, separator, names)), self.look);
}

// frame:replace("market", { ["да"] = "Тендер" }, "Коммерция")
Result<int> replace(lua_State* L, Arguments& arguments) {
  const FrameValue& self = *TRY(frame_argument(L, arguments, 1));
  const std::string_view name = TRY(arguments.text(2, "column"));
  CHECKED(arguments.table(3, "values"));
  std::vector<std::pair<std::string, std::string>> values;
  lua_pushnil(L);
  while (lua_next(L, 3)) {
    if (lua_type(L, -2) != LUA_TSTRING || lua_type(L, -1) != LUA_TSTRING) {
      return arguments.wrong(3, "values", "a table of texts: { [\"from\"] = \"to\" }");
    }
    values.emplace_back(lua_tostring(L, -2), lua_tostring(L, -1));
    lua_pop(L, 1);
  }
  std::optional<std::string> otherwise;
  if (arguments.given(4)) otherwise = TRY(arguments.text(4, "otherwise"));
  return push_frame(L, TRY(lunokhod::replace(self.frame, name, values, otherwise)), self.look);
}

// frame:check{ { column = "инн", condition = "length(инн) in (10, 12)", wanted = "10 or 12 digits" }, … }
Result<int> check(lua_State* L, Arguments& arguments) {
  const FrameValue& self = *TRY(frame_argument(L, arguments, 1));
  CHECKED(arguments.table(2, "rules"));
  std::vector<CheckRule> rules;
  const lua_Integer count = static_cast<lua_Integer>(lua_rawlen(L, 2));
  for (lua_Integer i = 1; i <= count; ++i) {
    const bool table = lua_rawgeti(L, 2, i) == LUA_TTABLE;
    if (!table) return arguments.wrong(2, "rules", "a list of { column =, condition =, wanted = }");
    const Options options = TRY(Options::read(L, fmt::format("frame:check, rule {}", i), -1,
                                              {"column", "condition", "unique", "wanted", "null_passes"}));
    CheckRule rule;
    rule.column = TRY(options.text_or("column", ""));
    rule.condition = TRY(options.text_or("condition", ""));
    rule.unique = TRY(options.boolean_or("unique", false));
    rule.wanted = TRY(options.text_or("wanted", ""));
    rule.null_passes = TRY(options.boolean_or("null_passes", false));
    rules.push_back(std::move(rule));
    lua_pop(L, 1);
  }
  return push_frame(L, TRY(lunokhod::check(self.frame, rules)), self.look);
}

// frame:sql("select client, sum(amount) from self join cities using (code)", { cities = other })
Result<int> sql(lua_State* L, Arguments& arguments) {
  const FrameValue& self = *TRY(frame_argument(L, arguments, 1));
  const std::string_view query = TRY(arguments.text(2, "query"));
  std::vector<NamedFrame> frames{{"self", &self.frame}};
  if (arguments.given(3)) {
    CHECKED(arguments.table(3, "frames"));
    lua_pushnil(L);
    while (lua_next(L, 3)) {  // the frames stay alive in the table
      auto* held = lua_type(L, -2) == LUA_TSTRING ? Box<FrameValue>::held_at(L, -1) : nullptr;
      if (!held || !*held) return arguments.wrong(3, "frames", "a table of frames by name");
      frames.push_back({lua_tostring(L, -2), &(*held)->frame});
      lua_pop(L, 1);
    }
  }
  return push_frame(L, TRY(lunokhod::sql(frames, query)));
}

}  // namespace lunokhod::lua::frames
