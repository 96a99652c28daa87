// Styles of a template's cells: a date must be shown as a date, so a style that would show it as a number gets a
// sister.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "lunokhod/base/error.hpp"
#include "write/fill/parts.hpp"

namespace lunokhod::sheets::writing {

// The style itself when its number format shows dates, else a copy of it (added to the styles part) that does.
Result<std::uint32_t> date_style(Parts& parts, const std::string& styles_part, std::uint32_t style, bool with_time);

}  // namespace lunokhod::sheets::writing
