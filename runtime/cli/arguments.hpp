// argv → Arguments, by the table of verbs.
#pragma once

#include "lunokhod/app/verb.hpp"

namespace lunokhod::cli {

Result<app::Arguments> parse(const app::Verb& verb, std::vector<std::string> words);

}  // namespace lunokhod::cli
