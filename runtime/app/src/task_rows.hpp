// Tasks and runs as people and programs read them: cells of a table, members of a JSON object.
#pragma once

#include <string>

#include "lunokhod/app/table.hpp"
#include "lunokhod/app/verb.hpp"
#include "lunokhod/base/json.hpp"
#include "lunokhod/engine/config.hpp"
#include "lunokhod/engine/registry.hpp"

namespace lunokhod::app {

Tone tone_of_status(std::string_view status);
Table::Cell status_cell(const engine::Task& task);
void write_task(JsonWriter& json, const engine::Task& task);  // the members, inside an object
void write_run(JsonWriter& json, const engine::Run& run);

// The configuration of --workspace (the current folder when it is not said).
Result<engine::Config> config_of(const Context& context, const Arguments& arguments);

}  // namespace lunokhod::app
