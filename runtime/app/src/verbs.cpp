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
  };
  return rows;
}

}  // namespace

std::span<const Verb> verbs() {
  return table();
}

}  // namespace lunokhod::app
