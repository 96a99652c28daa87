// Completion scripts for bash, zsh and fish, written from the table of verbs. Descriptions are shown where the shell
// can.
#include <cstdio>

#include "lunokhod/base/text.hpp"
#include "verb_functions.hpp"

namespace lunokhod::app {
namespace {

std::string quoted(std::string_view text) {
  std::string out = "'";
  for (char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

bool wants_path(std::string_view word) {
  return word == "FILE" || word == "DIR" || word == "SCRIPT";
}

std::string words_after(const Verb& verb) {
  std::string words = "--help";
  for (const Option& option : verb.options) words += " --" + std::string(option.name);
  for (std::string_view action : verb.actions) words += " " + std::string(action);
  return words;
}

std::string bash() {
  std::string names, cases, values;
  for (const Verb& verb : verbs()) {
    if (verb.hidden) continue;
    names += std::string(verb.name) + " ";
    const bool paths = !verb.positionals.empty() && wants_path(verb.positionals[0].name);
    cases += "    " + std::string(verb.name) + ") words=\"" + words_after(verb) + "\"" + (paths ? "; paths=1" : "") +
             " ;;\n";
    for (const Option& option : verb.options) {
      if (option.placeholder.empty()) continue;
      const std::string pattern = "    " + std::string(verb.name) + ":--" + std::string(option.name) + ") ";
      if (wants_path(option.placeholder) || wants_path(option.values))
        values += pattern + "COMPREPLY=($(compgen -f -- \"$current\")); return ;;\n";
      else
        values +=
            pattern + "COMPREPLY=($(compgen -W \"" + std::string(option.values) + "\" -- \"$current\")); return ;;\n";
    }
  }
  return "_lunokhod() {\n  local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} "
         "verb=${COMP_WORDS[1]} words= paths=\n"
         "  COMPREPLY=()\n  if [ \"$COMP_CWORD\" -eq 1 ]; then COMPREPLY=($(compgen -W \"" +
         names +
         "--help --version\" -- \"$current\")); return; fi\n"
         "  case \"$verb:$before\" in\n" +
         values + "  esac\n  case \"$verb\" in\n" + cases +
         "  esac\n  COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
         "  [ -z \"$paths\" ] || [[ $current == -* ]] || COMPREPLY+=($(compgen -f -- \"$current\"))\n}\n"
         "complete -o filenames -F _lunokhod lunokhod\n";
}

std::string fish() {
  std::string out = "complete -c lunokhod -f\n";
  for (const Verb& verb : verbs()) {
    if (verb.hidden) continue;
    const std::string name(verb.name);
    out += "complete -c lunokhod -n __fish_use_subcommand -a " + name + " -d " + quoted(verb.summary) + "\n";
    const std::string seen = "complete -c lunokhod -n '__fish_seen_subcommand_from " + name + "' ";
    for (const Option& option : verb.options) {
      out += seen + "-l " + std::string(option.name) + " -d " + quoted(option.help);
      if (wants_path(option.placeholder) || wants_path(option.values))
        out += " -r -F";
      else if (!option.placeholder.empty())
        out += " -x -a " + quoted(option.values);
      out += "\n";
    }
    for (std::string_view action : verb.actions) out += seen + "-a " + std::string(action) + "\n";
    if (!verb.positionals.empty() && wants_path(verb.positionals[0].name)) out += seen + "-F\n";
  }
  return out;
}

std::string zsh() {
  std::string list, cases;
  for (const Verb& verb : verbs()) {
    if (verb.hidden) continue;
    list += "    " + quoted(std::string(verb.name) + ":" + std::string(verb.summary)) + "\n";
    cases += "    " + std::string(verb.name) + ") _arguments '--help[this page]'";
    for (const Option& option : verb.options) {
      std::string help(option.help);
      for (char& c : help) c = c == '[' || c == ']' || c == ':' ? ' ' : c;
      std::string spec = "--" + std::string(option.name) + "[" + help + "]";
      if (!option.placeholder.empty()) {
        spec += ":" + std::string(option.placeholder) + ":";
        spec += wants_path(option.placeholder) || wants_path(option.values) ? "_files"
                                                                            : "(" + std::string(option.values) + ")";
      }
      cases += " " + quoted(spec);
    }
    std::string actions;
    for (std::string_view action : verb.actions) actions += (actions.empty() ? "" : " ") + std::string(action);
    cases += !actions.empty() ? " '1:word:(" + actions + ")'" : verb.positionals.empty() ? "" : " '*:file:_files'";
    cases += " ;;\n";
  }
  return "#compdef lunokhod\n_lunokhod() {\n  local -a verbs=(\n" + list +
         "  )\n  if (( CURRENT == 2 )); then _describe verb verbs; return; fi\n  local verb=$words[2]\n  shift words; "
         "(( CURRENT-- ))\n"
         "  case $verb in\n" +
         cases + "  esac\n}\ncompdef _lunokhod lunokhod\n";
}

}  // namespace

int run_completion(Context&, const Arguments& arguments) {
  const std::string& shell = arguments.positionals[0];
  const std::string script = shell == "bash" ? bash() : shell == "zsh" ? zsh() : shell == "fish" ? fish() : "";
  if (script.empty())
    return fail({Code::invalid_argument, "no completion for \"" + shell + "\"", "one of: bash, zsh, fish"});
  std::fwrite(script.data(), 1, script.size(), stdout);
  return 0;
}

}  // namespace lunokhod::app
