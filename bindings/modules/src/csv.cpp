// csv: text tables in (encoding and separator found and logged) and out (UTF-8 with BOM and ';' unless asked
// otherwise).
#include <fmt/format.h>

#include "boxes.hpp"
#include "lunokhod/support/options.hpp"
#include "lunokhod/support/run.hpp"
#include "modules.hpp"
#include "paths.hpp"
#include "sheet_options.hpp"
#include "write_options.hpp"

namespace lunokhod::lua {
namespace {

Result<int> open(lua_State* L, Arguments& arguments) {
  const std::string name(TRY(arguments.text(1, "path")));
  sheets::SheetOptions sheet = TRY(sheet_options_at(L, arguments, 2, true));
  const Options options = TRY(Options::read(
      L, arguments, 2, {"header", "header_rows", "columns", "text_columns", "rows", "separator", "encoding"}));
  sheets::OpenOptions open_options;
  open_options.csv.encoding = TRY(options.text_or("encoding", ""));
  const std::string separator = TRY(options.text_or("separator", ""));
  if (separator.size() > 1) return options.wrong("separator", "one character");
  if (!separator.empty()) open_options.csv.separator = separator.front();
  const std::string path = TRY(readable_path(L, name));
  std::shared_ptr<sheets::Reader> reader = TRY(sheets::open(path, open_options));
  if (reader->format() != sheets::Format::csv) {
    return Error{Code::data_rejected,
                 fmt::format("{} is no csv, it is {}", name, sheets::format_name(reader->format())),
                 "open it with sheets.open"};
  }
  for (const std::string& warning : reader->warnings()) run_of(L).write_log("info", name + ": " + warning);
  Box<sheets::SheetSource>::push(L, TRY(sheets::SheetSource::open(std::move(reader), name, std::move(sheet))));
  return 1;
}

// csv.write(path, frame, options)
Result<int> write(lua_State* L, Arguments& arguments) {
  const std::string_view name = TRY(arguments.text(1, "path"));
  const FrameValue& value = *TRY(frame_argument(L, arguments, 2));
  const Options options = TRY(read_write_options(L, arguments, 3));
  const sheets::CsvWriteOptions csv = TRY(csv_write_options(options));
  const std::string path = TRY(writable_path(L, name));
  CHECKED(sheets::write_csv(path, value.frame, csv));
  return 0;
}

constexpr Function functions[] = {{"open", open}, {"write", write}};

}  // namespace

void push_csv(lua_State* L) {
  push_functions(L, "csv", functions);
}

}  // namespace lunokhod::lua
