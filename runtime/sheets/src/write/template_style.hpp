// The look of one cell style of a workbook, as far as HeaderStyle can carry it: theme and indexed colours become plain
// ones.
#pragma once

#include <string>

#include "lunokhod/sheets/write_xlsx.hpp"
#include "write/xml_tree.hpp"

namespace lunokhod::sheets::writing {

// `styles` is the root of styles.xml; `theme` that of the theme part, or nullptr.
HeaderStyle look_of_style(const XmlNode& styles, const XmlNode* theme, std::size_t cell_style);

// "FFD9E1F2" of <color rgb/indexed/theme tint>; "" for automatic.
std::string resolve_color(const XmlNode* color, const XmlNode* theme);

}  // namespace lunokhod::sheets::writing
