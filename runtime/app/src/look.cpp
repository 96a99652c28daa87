// lunokhod look FILE: what is in a spreadsheet, without a script: sheets, header, columns, samples, and what is odd.
#include <algorithm>
#include <cstdio>

#include "look/report.hpp"
#include "lunokhod/platform/file_system.hpp"
#include "verb_functions.hpp"

namespace lunokhod::app {
namespace {

Result<look::FileFacts> look_at(const Arguments& arguments, std::size_t shown) {
  const std::string& path = arguments.positionals.at(0);
  sheets::OpenOptions open_options;
  open_options.password = arguments.text_or("password", "");
  std::shared_ptr<sheets::Reader> reader = TRY(sheets::open(path, open_options));
  look::FileFacts facts{
      path, std::string(sheets::format_name(reader->format())), {}, owner_file_of(path).value_or(""), {}};
  if (const auto wanted = arguments.text("sheet")) {
    sheets::SheetOptions options;
    options.name = *wanted;
    const auto source = TRY(sheets::SheetSource::open(reader, path, options));
    facts.sheets.push_back(look::look_at_sheet(reader, path, source.sheet_index(), shown));
  } else {
    for (std::size_t i = 0; i < reader->sheets().size(); ++i)
      facts.sheets.push_back(look::look_at_sheet(reader, path, i, shown));
  }
  facts.warnings = reader->warnings();
  const bool all_failed = std::all_of(facts.sheets.begin(), facts.sheets.end(),
                                      [](const look::SheetFacts& s) { return s.error.has_value(); });
  if (!facts.sheets.empty() && all_failed) return *facts.sheets.front().error;
  return facts;
}

}  // namespace

int run_look(Context&, const Arguments& arguments) {
  const bool json = arguments.flag("json");
  const auto rows = arguments.integer("rows");
  if (!rows) return fail(rows.error(), json);
  const auto shown = static_cast<std::size_t>(std::clamp<std::int64_t>(rows->value_or(0), 0, 1'000'000));
  const auto facts = look_at(arguments, shown);
  if (!facts) return fail(facts.error(), json);
  if (json)
    std::puts(look::json_report(*facts, shown).c_str());
  else
    look::print_report(*facts, shown);
  return 0;
}

}  // namespace lunokhod::app
