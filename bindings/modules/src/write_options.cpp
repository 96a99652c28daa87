#include "write_options.hpp"

#include <fmt/format.h>

#include "features.hpp"
#include "lunokhod/base/text.hpp"
#include "paths.hpp"

#define WRITE_OPTION_NAMES                                                                                           \
  "format", "sheet", "template", "formats", "freeze", "filter", "level", "separator", "bom", "encoding",             \
      "decimal_mark", "date_format", "datetime_format", "formulas", "totals", "colors", "choices", "links", "notes", \
      "images", "charts"

namespace lunokhod::lua {
namespace {

Result<char> one_character(const Options& options, const char* name, char fallback) {
  const std::string text = TRY(options.text_or(name, std::string(1, fallback)));
  if (text.size() != 1) return options.wrong(name, "one character");
  return text.front();
}

Result<sheets::FormulaPolicy> formula_policy(const Options& options) {
  const std::string word = TRY(options.text_or("formulas", "escape"));
  if (word == "escape") return sheets::FormulaPolicy::escape;
  if (word == "keep") return sheets::FormulaPolicy::keep;
  if (word == "reject") return sheets::FormulaPolicy::reject;
  return options.wrong("formulas", "\"escape\", \"keep\" or \"reject\"");
}

// formats = { period = "dd.mm.yyyy" }
Result<std::vector<std::string>> number_formats(const Options& options, const Frame& frame) {
  std::vector<std::string> formats(frame.width());
  for (const auto& [name, format] : TRY(options.text_pairs("formats"))) {
    const std::size_t column = TRY(frame.find(name));
    formats[column] = format;
  }
  return formats;
}

Result<TemplatePointer> look_of(lua_State* L, const FrameValue& value, const Options& options) {
  if (options.push("template") == LUA_TNIL) {
    lua_pop(L, 1);
    return value.look;
  }
  auto* held = Box<TemplatePointer>::held_at(L, -1);
  TemplatePointer look = held && *held ? **held : nullptr;
  lua_pop(L, 1);
  if (!look) return options.wrong("template", "a template of template.load");
  return look;
}

}  // namespace

Result<Options> read_write_options(lua_State* L, const Arguments& arguments, int index) {
  return Options::read(L, arguments, index, {WRITE_OPTION_NAMES});
}

Result<sheets::CsvWriteOptions> csv_write_options(const Options& options) {
  sheets::CsvWriteOptions csv;
  csv.separator = TRY(one_character(options, "separator", csv.separator));
  csv.decimal_mark = TRY(one_character(options, "decimal_mark", csv.decimal_mark));
  csv.bom = TRY(options.boolean_or("bom", csv.bom));
  csv.encoding = TRY(options.text_or("encoding", csv.encoding));
  csv.date_format = TRY(options.text_or("date_format", csv.date_format));
  csv.datetime_format = TRY(options.text_or("datetime_format", csv.datetime_format));
  csv.formulas = TRY(formula_policy(options));
  return csv;
}

Result<sheets::SheetToWrite> sheet_to_write(lua_State* L, const FrameValue& value, const Options& options,
                                            std::string name) {
  sheets::SheetToWrite sheet;
  const TemplatePointer look = TRY(look_of(L, value, options));
  sheet.frame = value.frame;
  sheet.name = TRY(options.text_or("sheet", std::move(name)));
  if (look) sheet.header_style = look->style;
  sheet.formats = TRY(number_formats(options, value.frame));
  sheet.freeze_header = TRY(options.boolean_or("freeze", true));
  sheet.filter = TRY(options.boolean_or("filter", true));
  sheet.features = TRY(features_of(L, options, value.frame));
  return sheet;
}

Result<int> write_sheets(lua_State* L, Arguments& arguments) {
  const std::string_view name = TRY(arguments.text(1, "path"));
  CHECKED(arguments.table(2, "sheets"));
  std::vector<sheets::SheetToWrite> list;
  const lua_Integer count = static_cast<lua_Integer>(lua_rawlen(L, 2));
  for (lua_Integer i = 1; i <= count; ++i) {
    const bool table = lua_rawgeti(L, 2, i) == LUA_TTABLE;
    const int entry = lua_gettop(L);
    const Error wrong = arguments.wrong(2, "sheets", "a list of { \"name\", frame, … }");
    if (!table || lua_rawgeti(L, entry, 1) != LUA_TSTRING || lua_rawgeti(L, entry, 2) != LUA_TUSERDATA) return wrong;
    auto* held = Box<FrameValue>::held_at(L, -1);
    if (!held || !*held) return wrong;
    const Options options =
        TRY(Options::read(L, fmt::format("sheets.write, sheet {}", i), entry, {WRITE_OPTION_NAMES}, true));
    list.push_back(TRY(sheet_to_write(L, **held, options, lua_tostring(L, entry + 1))));
    lua_settop(L, entry - 1);
  }
  if (list.empty()) return arguments.wrong(2, "sheets", "a list of at least one { \"name\", frame }");
  const std::string path = TRY(writable_path(L, name));
  CHECKED(sheets::write_xlsx(path, list));
  return 0;
}

Result<void> write_frame(lua_State* L, const std::string& path, const FrameValue& value, const Options& options,
                         bool durable) {
  if (text::lower(path).ends_with(".csv")) {
    sheets::CsvWriteOptions csv = TRY(csv_write_options(options));
    csv.durable = durable;
    return sheets::write_csv(path, value.frame, csv);
  }
  if (!text::lower(path).ends_with(".xlsx")) {
    return Error{Code::invalid_argument, fmt::format("cannot write '{}'", path), "the name must end in .xlsx or .csv"};
  }
  sheets::SheetToWrite sheet = TRY(sheet_to_write(L, value, options, value.look ? value.look->sheet : "Лист1"));
  sheets::XlsxOptions xlsx;
  xlsx.durable = durable;
  xlsx.level = static_cast<int>(TRY(options.integer_or("level", xlsx.level, 0, 9)));
  return sheets::write_xlsx(path, {std::move(sheet)}, xlsx);
}

}  // namespace lunokhod::lua
