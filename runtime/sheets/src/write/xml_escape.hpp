// Text → XML, as Office wants it inside a cell: markup escaped, characters that XML cannot hold written _xHHHH_, and a
// literal _xHHHH_ protected by escaping its underscore, so that every text reads back as it was.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace lunokhod::sheets::writing {

inline constexpr std::size_t worst_escape = 7;  // bytes out per byte in: _x0001_

// Writes at `out`, which has room for worst_escape bytes per byte of `text`; returns the end.
// `text` is valid UTF-8, and is not cut inside of a literal _xHHHH_.
char* escape_cell_text(char* out, std::string_view text);
void append_cell_text(std::string& out, std::string_view text);

// For attributes and parts that do not know _xHHHH_ (names, formulas): control characters are left out.
void append_xml(std::string& out, std::string_view text);
std::string xml(std::string_view text);

// Spaces at an edge are lost by readers unless the element says xml:space="preserve".
bool needs_preserve(std::string_view text);
std::size_t utf16_length(std::string_view text);  // what Excel counts as characters

}  // namespace lunokhod::sheets::writing
