#include "sheet_options.hpp"

namespace lunokhod::lua {
namespace {

Result<void> read_header(lua_State* L, const Options& options, sheets::SheetOptions& sheet) {
  const int type = options.push("header");
  const bool off = type == LUA_TBOOLEAN && !lua_toboolean(L, -1);
  const bool automatic = type == LUA_TNIL || (type == LUA_TSTRING && std::string_view(lua_tostring(L, -1)) == "auto");
  int whole = 0;
  const lua_Integer row = type == LUA_TNUMBER ? lua_tointegerx(L, -1, &whole) : 0;
  lua_pop(L, 1);
  if (automatic) return {};
  if (!off && (!whole || row < 1 || row > 1'048'576))
    return options.wrong("header", "\"auto\", false or a row number from 1");
  sheet.header_auto = false;
  sheet.header_row = off ? 0 : static_cast<std::uint32_t>(row);
  return {};
}

// sheet{ name = "План" } or sheet{ index = 2 }.
Result<void> read_which(const Options& options, sheets::SheetOptions& sheet) {
  sheet.name = TRY(options.text_or("name", ""));
  sheet.index = static_cast<int>(TRY(options.integer_or("index", 0, 0, 100'000)));
  return {};
}

}  // namespace

Result<sheets::SheetOptions> sheet_options_at(lua_State* L, const Arguments& arguments, int index, bool csv) {
  const Options options =
      csv ? TRY(Options::read(L, arguments, index,
                              {"header", "header_rows", "columns", "text_columns", "rows", "separator", "encoding"}))
          : TRY(Options::read(L, arguments, index,
                              {"name", "index", "header", "header_rows", "skip_hidden_rows", "skip_hidden_columns",
                               "fill_merged", "formulas", "range", "columns", "text_columns", "rows"}));
  sheets::SheetOptions sheet;
  CHECKED(read_which(options, sheet));
  CHECKED(read_header(L, options, sheet));
  sheet.header_rows = static_cast<std::uint32_t>(TRY(options.integer_or("header_rows", 1, 1, 3)));
  sheet.skip_hidden_rows = TRY(options.boolean_or("skip_hidden_rows", false));
  sheet.skip_hidden_columns = TRY(options.boolean_or("skip_hidden_columns", false));
  sheet.fill_merged = TRY(options.boolean_or("fill_merged", false));
  sheet.formulas = TRY(options.boolean_or("formulas", false));
  sheet.range = TRY(options.text_or("range", ""));
  sheet.columns = TRY(options.texts("columns"));
  sheet.text_columns = TRY(options.texts("text_columns"));
  sheet.row_limit = static_cast<std::uint32_t>(TRY(options.integer_or("rows", 0, 0, 0xFFFFFFFF)));
  return sheet;
}

}  // namespace lunokhod::lua
