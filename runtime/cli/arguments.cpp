#include "arguments.hpp"

#include <CLI/CLI.hpp>

#include "lunokhod/base/text.hpp"

namespace lunokhod::cli {
namespace {

Error unknown_option(const app::Verb& verb, const std::string& word) {
  std::vector<std::string> names;
  for (const app::Option& option : verb.options) names.push_back("--" + std::string(option.name));
  const auto near = text::nearest(word, names);
  const std::string help = "see `lunokhod " + std::string(verb.name) + " --help`";
  return {Code::invalid_argument, "unknown option " + word,
          near.empty() ? help : "did you mean " + text::join(near, ", ") + "? " + help};
}

// The words of `run SCRIPT args…` after SCRIPT belong to the script: they are cut off before parsing.
std::vector<std::string> cut_rest(const app::Verb& verb, std::vector<std::string>& words) {
  if (verb.positionals.empty() || !verb.positionals.back().many) return {};
  std::size_t seen = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].starts_with("--")) {
      const auto option = std::find_if(verb.options.begin(), verb.options.end(),
                                       [&](const app::Option& o) { return words[i].substr(2) == o.name; });
      if (option != verb.options.end() && !option->placeholder.empty()) ++i;
      continue;
    }
    if (++seen < verb.positionals.size() - 1) continue;
    std::vector<std::string> rest(words.begin() + static_cast<std::ptrdiff_t>(i) + 1, words.end());
    words.resize(i + 1);
    return rest;
  }
  return {};
}

}  // namespace

Result<app::Arguments> parse(const app::Verb& verb, std::vector<std::string> words) {
  const std::vector<std::string> rest = cut_rest(verb, words);
  CLI::App parser;
  parser.set_help_flag();
  parser.allow_extras();
  std::map<std::string, std::string> texts;
  std::map<std::string, bool> flags;
  for (const app::Option& option : verb.options) {
    const std::string name(option.name);
    if (option.placeholder.empty())
      parser.add_flag("--" + name, flags[name]);
    else
      parser.add_option("--" + name, texts[name])->allow_extra_args(false);
  }
  app::Arguments out;
  try {
    std::vector<std::string> reversed(words.rbegin(), words.rend());
    parser.parse(reversed);
    for (const app::Option& option : verb.options) {
      const std::string name(option.name);
      if (parser.count("--" + name) == 0) continue;
      out.options[name] = option.placeholder.empty() ? "true" : texts[name];
    }
    out.positionals = parser.remaining();
  } catch (const CLI::ParseError& error) {
    return Error{Code::invalid_argument, error.what(), "see `lunokhod " + std::string(verb.name) + " --help`"};
  }
  bool options_end = false;
  for (auto word = out.positionals.begin(); word != out.positionals.end();) {
    if (!options_end && *word == "--") {
      options_end = true;
      word = out.positionals.erase(word);
    } else if (!options_end && word->size() > 1 && word->front() == '-') {
      return unknown_option(verb, *word);
    } else {
      ++word;
    }
  }
  out.positionals.insert(out.positionals.end(), rest.begin(), rest.end());

  std::size_t needed = 0;
  bool many = false;
  for (const app::Positional& positional : verb.positionals) {
    needed += positional.required;
    many = many || positional.many;
  }
  const std::string usage = "see `lunokhod " + std::string(verb.name) + " --help`";
  if (out.positionals.size() < needed)
    return Error{Code::invalid_argument,
                 std::string(verb.name) + " wants " + std::string(verb.positionals[out.positionals.size()].name),
                 usage};
  if (!many && out.positionals.size() > verb.positionals.size())
    return Error{Code::invalid_argument, "unexpected word \"" + out.positionals[verb.positionals.size()] + "\"", usage};
  return out;
}

}  // namespace lunokhod::cli
