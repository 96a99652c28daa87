// Bytes of unknown origin → UTF-8. Detection reads a sample; conversion is exact or says where it failed.
#pragma once

#include <string>
#include <string_view>

#include "lunokhod/base/error.hpp"

namespace lunokhod {

enum class Encoding { utf8, utf8_bom, utf16le, utf16be, cp1251, cp866, koi8_r, cp1252, latin1 };

std::string_view encoding_name(Encoding encoding);           // "windows-1251"
Result<Encoding> encoding_from_name(std::string_view name);  // "cp1251", "windows-1251", "utf-8", …
// BOM, then UTF-16 by zero bytes, then valid UTF-8, then uchardet with Cyrillic preferred.
Encoding detect_encoding(std::string_view sample);
std::string to_utf8(std::string_view bytes, Encoding encoding);  // undecodable bytes become U+FFFD; a BOM is dropped
Result<std::string> from_utf8(std::string_view text, Encoding encoding);
// Legacy code page of a file format (437, 866, 1251, 10007 …) → UTF-8, through iconv; unknown pages read as cp1252.
std::string from_code_page(std::string_view bytes, int code_page);

}  // namespace lunokhod
