// sheets: workbooks of any format, and their sheets on the way to frames.
#include <fmt/format.h>

#include "boxes.hpp"
#include "lunokhod/base/text.hpp"
#include "lunokhod/frame/mapping.hpp"
#include "lunokhod/support/options.hpp"
#include "lunokhod/support/run.hpp"
#include "lunokhod/support/values.hpp"
#include "map_spec.hpp"
#include "modules.hpp"
#include "paths.hpp"
#include "sheet_options.hpp"
#include "write_options.hpp"

namespace lunokhod::lua {
namespace {

using sheets::SheetSource;

Result<int> open(lua_State* L, Arguments& arguments) {
  const std::string name(TRY(arguments.text(1, "path")));
  const Options options = TRY(Options::read(L, arguments, 2, {"password", "separator", "encoding"}));
  sheets::OpenOptions open_options;
  open_options.password = TRY(options.text_or("password", ""));
  open_options.csv.encoding = TRY(options.text_or("encoding", ""));
  const std::string separator = TRY(options.text_or("separator", ""));
  if (separator.size() > 1) return options.wrong("separator", "one character");
  if (!separator.empty()) open_options.csv.separator = separator.front();
  const std::string path = TRY(readable_path(L, name));
  std::shared_ptr<sheets::Reader> reader = TRY(sheets::open(path, open_options));
  for (const std::string& warning : reader->warnings()) run_of(L).write_log("info", name + ": " + warning);
  Box<WorkbookValue>::push(L, {std::move(reader), name});
  return 1;
}

// Of a workbook
// ---------------------------------------------------------------------------------------------------------

Result<int> names(lua_State* L, Arguments& arguments) {
  const WorkbookValue& book = *TRY(Box<WorkbookValue>::get(L, arguments, 1));
  lua_newtable(L);
  lua_Integer i = 0;
  for (const sheets::SheetInfo& sheet : book.reader->sheets()) {
    lua_createtable(L, 0, 3);
    push_text(L, sheet.name);
    lua_setfield(L, -2, "name");
    push_text(L, sheet.kind == sheets::SheetKind::worksheet ? "worksheet" : "other");
    lua_setfield(L, -2, "kind");
    lua_pushboolean(L, sheet.visibility != sheets::Visibility::visible);
    lua_setfield(L, -2, "hidden");
    lua_rawseti(L, -2, ++i);
  }
  return 1;
}

// book:sheet(), book:sheet "План", book:sheet(2), book:sheet{ name = "План", header = 3 }
Result<int> sheet(lua_State* L, Arguments& arguments) {
  const WorkbookValue& book = *TRY(Box<WorkbookValue>::get(L, arguments, 1));
  sheets::SheetOptions options;
  if (lua_type(L, 2) == LUA_TSTRING) {
    options.name = TRY(arguments.text(2, "name"));
  } else if (lua_type(L, 2) == LUA_TNUMBER) {
    const std::int64_t index = TRY(arguments.integer(2, "index"));
    if (index < 1 || index > 100'000) return arguments.wrong(2, "index", "a number from 1");
    options.index = static_cast<int>(index);
  } else {
    options = TRY(sheet_options_at(L, arguments, 2, false));
  }
  Box<SheetSource>::push(L, TRY(SheetSource::open(book.reader, book.file, std::move(options))));
  return 1;
}

Result<int> workbook_text(lua_State* L, Arguments& arguments) {
  const WorkbookValue& book = *TRY(Box<WorkbookValue>::get(L, arguments, 1));
  push_text(L, fmt::format("workbook {} ({}, {} sheets)", book.file, sheets::format_name(book.reader->format()),
                           book.reader->sheets().size()));
  return 1;
}

// Of a sheet
// ------------------------------------------------------------------------------------------------------------

// What the source found since it had `before` notes: the header, rows dropped.
void log_notes(lua_State* L, const SheetSource& source, std::size_t before) {
  const auto& notes = source.notes();
  for (std::size_t i = before; i < notes.size(); ++i) run_of(L).write_log("info", notes[i]);
}

// Problems of reading are in the frame; what the reader noticed of the file goes to the log.
Result<int> map(lua_State* L, Arguments& arguments) {
  SheetSource& source = *TRY(Box<SheetSource>::get(L, arguments, 1));
  const TemplatePointer look = *TRY(Box<TemplatePointer>::get(L, arguments, 2));
  const Mapping mapping = TRY(mapping_at(L, arguments, 3, look->columns));
  const std::vector<std::string> wanted = mapping.source_names();
  const std::size_t before = source.notes().size();
  // Targets without a rule look for their own name and aliases, so all columns are wanted then.
  const bool complete = mapping.rules.size() == look->columns.columns.size();
  const Frame frame = TRY(source.frame(wanted, complete));
  log_notes(L, source, before);
  return push_frame(L, TRY(lunokhod::map(frame, look->columns, mapping)), look);
}

Result<int> frame(lua_State* L, Arguments& arguments) {
  SheetSource& source = *TRY(Box<SheetSource>::get(L, arguments, 1));
  std::vector<std::string> wanted;
  if (arguments.given(2)) wanted = TRY(arguments.rest_of_texts(2, "columns"));
  const std::size_t before = source.notes().size();
  Frame frame = TRY(source.frame(wanted, !wanted.empty()));
  log_notes(L, source, before);
  return push_frame(L, std::move(frame));
}

Result<int> header(lua_State* L, Arguments& arguments) {
  SheetSource& source = *TRY(Box<SheetSource>::get(L, arguments, 1));
  std::vector<std::string> wanted;
  if (arguments.given(2)) wanted = TRY(arguments.rest_of_texts(2, "columns"));
  const sheets::HeaderFound found = TRY(source.find_header(wanted));
  lua_createtable(L, 0, 3);
  lua_pushinteger(L, found.first_row);
  lua_setfield(L, -2, "first_row");
  lua_pushinteger(L, found.last_row);
  lua_setfield(L, -2, "last_row");
  lua_newtable(L);
  lua_Integer i = 0;
  for (const std::string& name : found.names) {
    push_text(L, name);
    lua_rawseti(L, -2, ++i);
  }
  lua_setfield(L, -2, "names");
  return 1;
}

// sheet:chunks(rows, function(frame) … end): frames of at most `rows` rows in constant memory; `return false` stops.
Result<int> chunks(lua_State* L, Arguments& arguments) {
  SheetSource& source = *TRY(Box<SheetSource>::get(L, arguments, 1));
  const std::int64_t rows = TRY(arguments.integer(2, "rows"));
  if (rows < 1 || rows > 1'048'576) return arguments.wrong(2, "rows", "from 1 to 1048576");
  CHECKED(arguments.function(3, "each"));
  CHECKED(source.chunks(static_cast<std::size_t>(rows), {}, [L](Frame chunk) -> Result<bool> {
    lua_pushvalue(L, 3);
    push_frame(L, std::move(chunk));
    lua_call(L, 1, 1);
    const bool more = lua_isnil(L, -1) || lua_toboolean(L, -1);
    lua_pop(L, 1);
    return more;
  }));
  return 0;
}

Result<int> sheet_name(lua_State* L, Arguments& arguments) {
  push_text(L, TRY(Box<SheetSource>::get(L, arguments, 1))->sheet_name());
  return 1;
}

Result<int> sheet_text(lua_State* L, Arguments& arguments) {
  push_text(L, fmt::format("sheet {}", TRY(Box<SheetSource>::get(L, arguments, 1))->sheet_name()));
  return 1;
}

constexpr Function functions[] = {{"open", open}, {"template", open_form}, {"write", write_sheets}};
constexpr Function workbook_methods[] = {{"sheet", sheet}, {"sheets", names}};
constexpr Function workbook_metamethods[] = {{"__tostring", workbook_text}};
constexpr Function sheet_methods[] = {
    {"chunks", chunks}, {"frame", frame}, {"header", header}, {"map", map}, {"name", sheet_name}};
constexpr Function sheet_metamethods[] = {{"__tostring", sheet_text}};

}  // namespace

void push_sheets(lua_State* L) {
  Box<WorkbookValue>::define_class(L, {workbook_methods, workbook_metamethods, true});
  Box<SheetSource>::define_class(L, {sheet_methods, sheet_metamethods, true});
  define_form_class(L);
  push_functions(L, "sheets", functions);
}

}  // namespace lunokhod::lua
