// book:sheet{ … } and csv.open(path, { … }): how a sheet becomes a frame.
#pragma once

#include "lunokhod/sheets/source.hpp"
#include "lunokhod/support/options.hpp"

namespace lunokhod::lua {

// header = "auto" | row number | false (no header), and the rest of SheetOptions by its names. `extra` names are
// permitted.
Result<sheets::SheetOptions> sheet_options_at(lua_State* L, const Arguments& arguments, int index, bool csv);

}  // namespace lunokhod::lua
