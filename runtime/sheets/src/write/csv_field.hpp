// One field of a csv: quoted only when it must be, and never a formula unless somebody asked for that.
#pragma once

#include <string_view>

namespace lunokhod::sheets::writing {

// Begins with = + - @ TAB CR, and is not simply a signed number ("-5", "+79161234567", "-0,5"): a spreadsheet would
// compute it.
bool looks_like_formula(std::string_view text);

// Writes `text` at `out`, which has room for 2 × size + 3 bytes; returns the end.
char* write_field(char* out, std::string_view text, char separator);
// The same with a ' in front, which makes spreadsheets show it as text.
char* write_escaped_field(char* out, std::string_view text, char separator);

}  // namespace lunokhod::sheets::writing
