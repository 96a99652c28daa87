// What stands for something else inside XML text: entities, character references, and Excel's _xHHHH_ escapes.
#pragma once

#include <string>
#include <string_view>

namespace lunokhod::sheets::xml {

// Appends `raw` with &amp; and friends and &#…; resolved and line ends made "\n". An unknown entity stays as it is
// written.
void append_resolved(std::string& out, std::string_view raw);

// Excel writes a character that XML forbids as _x000B_, and a "_" that would look like such an escape as _x005F_.
bool has_escapes(std::string_view text);
std::string without_escapes(std::string_view text);

}  // namespace lunokhod::sheets::xml
