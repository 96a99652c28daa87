// Help made from the table of verbs.
#pragma once

#include <string>

#include "lunokhod/app/verb.hpp"

namespace lunokhod::app {

std::string help_of_program();
std::string help_of(const Verb& verb);

}  // namespace lunokhod::app
