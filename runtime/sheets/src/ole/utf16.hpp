// UTF-16 (little-endian) → UTF-8 at the speed of the texts that spreadsheets hold: ASCII and Cyrillic.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace lunokhod::sheets {

// Writes at most 3 bytes per unit to `out` and says how many; half a pair of surrogates becomes U+FFFD.
std::size_t utf16_to_utf8(const char* in, std::size_t units, char* out);
void append_utf16(std::string& out, std::string_view bytes);  // an odd last byte is left out

}  // namespace lunokhod::sheets
