// sheets.template(path): a workbook made by a person, filled with frames; its styles, charts, pivots and macros live
// on.
#include "boxes.hpp"
#include "lunokhod/sheets/fill_template.hpp"
#include "lunokhod/support/options.hpp"
#include "lunokhod/support/values.hpp"
#include "modules.hpp"
#include "paths.hpp"

namespace lunokhod::lua {

template <>
struct BoxName<sheets::FilledTemplate> {
  static constexpr const char* value = "form";
};

namespace {

using Form = Box<sheets::FilledTemplate>;

// form:fill("Sheet!A5", frame, { grow = true, header = false, rows = 3 }) → the form
Result<int> fill(lua_State* L, Arguments& arguments) {
  sheets::FilledTemplate& form = *TRY(Form::get(L, arguments, 1));
  const std::string place(TRY(arguments.text(2, "place")));
  auto* held = Box<FrameValue>::held_at(L, 3);
  if (!held || !*held) return arguments.wrong(3, "frame", "a frame");
  const Options options = TRY(Options::read(L, arguments, 4, {"grow", "header", "rows"}));
  sheets::FillOptions how;
  how.grow = TRY(options.boolean_or("grow", false));
  how.header = TRY(options.boolean_or("header", false));
  how.rows = static_cast<std::uint32_t>(TRY(options.integer_or("rows", 0, 0, 1'048'576)));
  CHECKED(form.fill(place, (*held)->frame, how));
  lua_pushvalue(L, 1);
  return 1;
}

Result<int> save(lua_State* L, Arguments& arguments) {
  const sheets::FilledTemplate& form = *TRY(Form::get(L, arguments, 1));
  const std::string_view name = TRY(arguments.text(2, "path"));
  const std::string path = TRY(writable_path(L, name));
  CHECKED(form.save(path));
  return 0;
}

constexpr Function methods[] = {{"fill", fill}, {"save", save}};

}  // namespace

Result<int> open_form(lua_State* L, Arguments& arguments) {
  const std::string_view name = TRY(arguments.text(1, "path"));
  const std::string path = TRY(readable_path(L, name, true));
  Form::push(L, TRY(sheets::FilledTemplate::open(path)));
  return 1;
}

void define_form_class(lua_State* L) {
  Form::define_class(L, {methods, {}, true});
}

}  // namespace lunokhod::lua
