// Shell patterns over paths: * and ? within a name, [abc] sets, ** for any number of folders.
#pragma once

#include <string_view>

namespace lunokhod::lua {

bool matches_name(std::string_view pattern, std::string_view name);

}  // namespace lunokhod::lua
