// template: the columns a report must have, from a workbook such as report_header.xlsx.
#include <fmt/format.h>

#include "boxes.hpp"
#include "lunokhod/base/text.hpp"
#include "lunokhod/frame/cast.hpp"
#include "lunokhod/support/options.hpp"
#include "lunokhod/support/values.hpp"
#include "modules.hpp"
#include "paths.hpp"

namespace lunokhod::lua {
namespace {

Result<void> refine(lua_State* L, const std::string& name, sheets::TemplateWorkbook& workbook) {
  for (TemplateColumn& column : workbook.columns.columns) {
    if (column.name != name) continue;
    const Options options = TRY(Options::read(L, fmt::format("template.load: column '{}'", name), -1,
                                              {"type", "scale", "format", "aliases", "required"}));
    if (const auto type = TRY(options.text("type"))) column.dtype = TRY(dtype_from_name(*type));
    column.scale = static_cast<int>(TRY(options.integer_or("scale", column.scale, -1, 18)));
    column.format = TRY(options.text_or("format", column.format));
    column.required = TRY(options.boolean_or("required", column.required));
    if (options.has("aliases")) column.aliases = TRY(options.texts("aliases"));
    return {};
  }
  return Error{Code::not_found, fmt::format("template.load: {} has no column '{}'", workbook.columns.path, name)};
}

// columns = { period = { type = "date" }, … }
Result<void> refine_columns(lua_State* L, const Options& options, sheets::TemplateWorkbook& workbook) {
  const int type = options.push("columns");
  if (type != LUA_TNIL && type != LUA_TTABLE) return options.wrong("columns", "a table of column = { … }");
  if (type == LUA_TTABLE) {
    lua_pushnil(L);
    while (lua_next(L, -2)) {
      if (lua_type(L, -2) != LUA_TSTRING || !lua_istable(L, -1))
        return options.wrong("columns", "a table of column = { … }");
      const std::string name = lua_tostring(L, -2);
      CHECKED(refine(L, name, workbook));
      lua_pop(L, 1);
    }
  }
  lua_pop(L, 1);
  return {};
}

Result<int> load(lua_State* L, Arguments& arguments) {
  const std::string_view name = TRY(arguments.text(1, "path"));
  const Options options = TRY(Options::read(L, arguments, 2, {"sheet", "columns"}));
  auto path = readable_path(L, name, true);
  if (!path.ok()) {
    Error error = std::move(path).error();
    if (error.code == Code::not_found) error.message = fmt::format("there is no template '{}'", name);
    return error;
  }
  const std::string sheet = TRY(options.text_or("sheet", ""));
  auto workbook = std::make_shared<sheets::TemplateWorkbook>(TRY(sheets::load_template(*path, sheet)));
  workbook->columns.path = name;
  CHECKED(refine_columns(L, options, *workbook));
  Box<TemplatePointer>::push(L, std::move(workbook));
  return 1;
}

Result<int> columns(lua_State* L, Arguments& arguments) {
  const TemplatePointer& workbook = *TRY(Box<TemplatePointer>::get(L, arguments, 1));
  lua_newtable(L);
  lua_Integer i = 0;
  for (const TemplateColumn& column : workbook->columns.columns) {
    push_text(L, column.name);
    lua_rawseti(L, -2, ++i);
  }
  return 1;
}

Result<int> to_text(lua_State* L, Arguments& arguments) {
  const TemplatePointer& workbook = *TRY(Box<TemplatePointer>::get(L, arguments, 1));
  push_text(L, fmt::format("template {} of {} columns", workbook->columns.path, workbook->columns.columns.size()));
  return 1;
}

constexpr Function functions[] = {{"load", load}};
constexpr Function methods[] = {{"columns", columns}};
constexpr Function metamethods[] = {{"__tostring", to_text}};

}  // namespace

void push_template(lua_State* L) {
  Box<TemplatePointer>::define_class(L, {methods, metamethods});
  push_functions(L, "template", functions);
}

}  // namespace lunokhod::lua
