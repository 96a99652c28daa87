// The table of verbs. Help, completion, parsing and "did you mean" all read it.
#include "verb_functions.hpp"

namespace lunokhod::app {
namespace {

const std::vector<Verb>& table() {
  static const std::vector<Verb> rows = {
      {.name = "cells",
       .summary = "print every non-empty cell of a spreadsheet as JSON Lines",
       .positionals = {{.name = "FILE", .help = "xlsx, xls, xlsb, ods, csv …: the content decides"}},
       .options = {{.name = "password", .placeholder = "TEXT", .help = "of an encrypted workbook"}},
       .examples = {"lunokhod cells report.xlsx", "lunokhod cells report.xlsx | head"},
       .run = run_cells},
      {.name = "completion",
       .summary = "print the completion script of a shell",
       .positionals = {{.name = "SHELL", .help = "bash, zsh or fish"}},
       .examples = {"lunokhod completion bash > /etc/bash_completion.d/lunokhod", "lunokhod completion fish | source"},
       .run = run_completion,
       .actions = {"bash", "zsh", "fish"}},
      {.name = "process",
       .summary = "make reports of the files in the registry: one pass",
       .options = {{.name = "workspace",
                    .placeholder = "DIR",
                    .help = "the workspace, by default this folder",
                    .values = "DIR"},
                   {.name = "jobs", .placeholder = "N", .help = "tasks at once, by default as many as cores"},
                   {.name = "task", .placeholder = "ID", .help = "only this task"},
                   {.name = "dry-run", .placeholder = "", .help = "say what would happen, change nothing"},
                   {.name = "json", .placeholder = "", .help = "the result as one JSON object"}},
       .examples = {"lunokhod process", "lunokhod process --workspace /srv/reports --jobs 4",
                    "lunokhod process --task 17", "lunokhod process --dry-run"},
       .run = run_process},
      {.name = "supervise",
       .summary = "guard one run (started by process)",
       .options = {{.name = "assignment-fd", .placeholder = "N", .help = "the descriptor with the assignment"}},
       .run = run_supervise,
       .hidden = true},
      {.name = "tasks",
       .summary = "look at the registry and change it by hand",
       .positionals = {{.name = "ACTION", .help = "list, show, add, retry or delete", .required = false},
                       {.name = "ID|FILE", .help = "ids of tasks (5 or 5,6,9), or the file to add", .required = false}},
       .options = {{.name = "workspace",
                    .placeholder = "DIR",
                    .help = "the workspace, by default this folder",
                    .values = "DIR"},
                   {.name = "status",
                    .placeholder = "STATUS",
                    .help = "only these",
                    .values = "NEW PROCESSING CREATED ERROR DELETE"},
                   {.name = "client", .placeholder = "NAME", .help = "only this client; with add: whose file it is"},
                   {.name = "provider", .placeholder = "NAME", .help = "with add: the data provider"},
                   {.name = "type", .placeholder = "TYPE", .help = "with add: the report type"},
                   {.name = "year", .placeholder = "YYYY", .help = "with add: the report's year"},
                   {.name = "month", .placeholder = "M", .help = "with add: the report's month"},
                   {.name = "json", .placeholder = "", .help = "as JSON"}},
       .examples = {"lunokhod tasks list --status ERROR", "lunokhod tasks show 17",
                    "lunokhod tasks add inbox/sales.xlsx --client Client_01", "lunokhod tasks retry 17,18",
                    "lunokhod tasks delete 17"},
       .run = run_tasks,
       .actions = {"list", "show", "add", "retry", "delete"}},
      {.name = "init",
       .summary = "make a workspace that runs at once",
       .positionals = {{.name = "DIR", .help = "a new or empty folder"}},
       .examples = {"lunokhod init reports"},
       .run = run_init},
      {.name = "run",
       .summary = "run a script by hand and print its result",
       .positionals =
           {{.name = "SCRIPT", .help = "a Lua file"},
            {.name = "ARGUMENTS", .help = "for the script, as `arg` and `…`", .required = false, .many = true}},
       .options = {{"workspace", "DIR", "root of its files; by default the nearest folder with a lunokhod.lua", "DIR"},
                   {"file", "FILE", "run it as for a task with this file", "FILE"},
                   {"client", "NAME", "client of that task; by default the script's folder"},
                   {"provider", "NAME", "data provider of that task"},
                   {"type", "TYPE", "report type of that task"},
                   {"id", "N", "id of that task (0)"},
                   {"memory", "SIZE", "most memory of Lua values, such as 512M (4G)"},
                   {"json", "", "print the result as JSON"},
                   {"verbose", "", "debug lines of the log too"}},
       .examples = {"lunokhod run scripts/tools/totals.lua inbox/sales.csv",
                    "lunokhod run --file inbox/sales.csv clients/distributors/Example/processing.lua"},
       .run = run_run},
      {.name = "script",
       .summary = "the innermost process of a run",
       .options = {{"workspace", "DIR", "root of its files"},
                   {"script", "PATH", "the script"},
                   {"outcome-fd", "N", "where its outcome goes"}},
       .run = run_script,
       .hidden = true},
  };
  return rows;
}

}  // namespace

std::span<const Verb> verbs() {
  return table();
}

}  // namespace lunokhod::app
