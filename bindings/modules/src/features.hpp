// What a written sheet may have besides its rows, from the options of writing:
//
//   totals = { client = "Итого", amount = "sum" }
//   colors = { { column = "amount", when = "greater", value = 100, fill = "FFC7CE" } }
//   choices = { market = { "Аптека.ру", "Коммерция" } }
//   links = { { row = 1, column = "tms", target = "https://…" } }     notes = { { row = 1, column = "tms", text = "…" }
//   } images = { { path = "logo.png", cell = "H1" } } charts = { { kind = "bar", categories = "client", values = {
//   "amount" }, title = "…", cell = "H2" } }
#pragma once

#include "lunokhod/frame/frame.hpp"
#include "lunokhod/sheets/sheet_features.hpp"
#include "lunokhod/support/options.hpp"

namespace lunokhod::lua {

Result<sheets::SheetFeatures> features_of(lua_State* L, const Options& options, const Frame& frame);

}  // namespace lunokhod::lua
