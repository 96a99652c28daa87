// Options of writing, shared by frame:write, csv.write and task:report.
#pragma once

#include <string>

#include "boxes.hpp"
#include "lunokhod/sheets/write_csv.hpp"
#include "lunokhod/sheets/write_xlsx.hpp"
#include "lunokhod/support/options.hpp"

namespace lunokhod::lua {

Result<Options> read_write_options(lua_State* L, const Arguments& arguments, int index);

Result<sheets::CsvWriteOptions> csv_write_options(const Options& options);

// A sheet of a workbook to write; `name` unless the options name it.
Result<sheets::SheetToWrite> sheet_to_write(lua_State* L, const FrameValue& value, const Options& options,
                                            std::string name);

// sheets.write(path, { { "Отчёт", frame, totals = … }, … })
Result<int> write_sheets(lua_State* L, Arguments& arguments);

// The frame as a file: csv when `path` ends so, else xlsx. The look comes from the template it was mapped to, or from
// the option `template`.
Result<void> write_frame(lua_State* L, const std::string& path, const FrameValue& value, const Options& options,
                         bool durable = true);

}  // namespace lunokhod::lua
