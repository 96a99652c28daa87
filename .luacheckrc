-- luacheck for scripts, clients, schedules and tests: our modules are globals.
std = "lua54"
max_line_length = 120
read_globals = { "csv", "env", "frame", "fs", "log", "sheets", "task", "template", "time", "arg" }
not_globals = { "io", "dofile", "loadfile", "package" }
files["scripts/types"] = { max_line_length = false, allow_defined = true, ignore = { "111", "112", "113", "121", "122", "131", "211", "212", "241" } }
files["**/workspace/**"] = { std = "lua54" }
exclude_files = { "build" }
