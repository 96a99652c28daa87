#include "lunokhod/app/help.hpp"

#include <algorithm>

#include "lunokhod/base/text.hpp"
#include "lunokhod/base/version.hpp"

namespace lunokhod::app {
namespace {

std::string two_columns(const std::vector<std::pair<std::string, std::string>>& rows) {
  std::size_t widest = 0;
  for (const auto& row : rows) widest = std::max(widest, text::display_width(row.first));
  std::string out;
  for (const auto& [left, right] : rows)
    out += "  " + left + std::string(widest - text::display_width(left) + 2, ' ') + right + "\n";
  return out;
}

std::string usage_of(const Verb& verb) {
  std::string out = "lunokhod " + std::string(verb.name);
  for (const Positional& positional : verb.positionals) {
    const std::string name = std::string(positional.name) + (positional.many ? " …" : "");
    out += positional.required ? " " + name : " [" + name + "]";
  }
  return out + (verb.options.empty() ? "" : " [options]");
}

}  // namespace

std::string help_of_program() {
  std::string out = "Lunokhod " + std::string(version) +
                    ": automation for analysts. Lua scripts, native spreadsheets, one registry of tasks.\n\n"
                    "usage: lunokhod VERB …\n\nverbs:\n";
  std::vector<std::pair<std::string, std::string>> rows;
  for (const Verb& verb : verbs())
    if (!verb.hidden) rows.emplace_back(verb.name, verb.summary);
  out += two_columns(rows);
  return out +
         "\n`lunokhod VERB --help` explains one, with examples. `lunokhod --version` prints the version.\n"
         "exit codes: 0 done, 1 a run failed, 2 usage, 3 configuration or script invalid, 4 data rejected,\n"
         "            5 I/O or outside service, 6 denied, 7 time limit, 75 busy\n";
}

std::string help_of(const Verb& verb) {
  std::string out = std::string(verb.summary) + "\n\nusage: " + usage_of(verb) + "\n";
  std::vector<std::pair<std::string, std::string>> rows;
  for (const Positional& positional : verb.positionals) rows.emplace_back(positional.name, positional.help);
  if (!rows.empty()) out += "\n" + two_columns(rows);
  rows.clear();
  for (const Option& option : verb.options)
    rows.emplace_back(
        "--" + std::string(option.name) + (option.placeholder.empty() ? "" : " " + std::string(option.placeholder)),
        option.help);
  rows.emplace_back("--help", "this page");
  out += "\noptions:\n" + two_columns(rows);
  if (!verb.examples.empty()) {
    out += "\nexamples:\n";
    for (std::string_view example : verb.examples) out += "  " + std::string(example) + "\n";
  }
  return out;
}

}  // namespace lunokhod::app
