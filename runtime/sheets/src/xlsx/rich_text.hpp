// The text of an <si> or <is>: its own <t> and those of its runs <r>, without phonetic guides, Excel's escapes turned
// back.
#pragma once

#include <string>

#include "xml/tokenizer.hpp"

namespace lunokhod::sheets::xlsx {

// The current token is the start of the element; afterwards it is its end. Appends to `out`.
void read_rich_text(xml::Tokenizer& tokens, std::string& out);

}  // namespace lunokhod::sheets::xlsx
