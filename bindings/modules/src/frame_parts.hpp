// The frame module in its parts: how frames are made, changed, walked and written. frame.cpp holds the table.
#pragma once

#include <lua.hpp>

#include "lunokhod/base/error.hpp"
#include "lunokhod/support/arguments.hpp"

namespace lunokhod::lua::frames {

using Doer = Result<int>(lua_State* L, Arguments& arguments);

// frame_make.cpp
Doer make, from_rows;
// frame_verbs.cpp
Doer select, drop, rename, derive, filter, sort, distinct, concat, concat_all, head, tail, slice, cast, map;
// frame_tables.cpp
Doer group, join, pivot, unpivot, window, fill, fill_down, fill_up, split, replace, check, sql;
// frame_rows.cpp
Doer rows, column, get, names, dtypes, height, width;
// frame_write.cpp
Doer write, write_marked, problems, to_text;

}  // namespace lunokhod::lua::frames
