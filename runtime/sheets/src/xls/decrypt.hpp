// Encrypted BIFF streams: XOR obfuscation (BIFF2 to 8), RC4 with MD5 and RC4 with SHA-1 (BIFF8). What comes out is the
// same stream with plain records. A workbook that is only write-protected opens with Excel's default password.
#pragma once

#include <string>
#include <string_view>

#include "lunokhod/base/error.hpp"

namespace lunokhod::sheets::xls {

// The FILEPASS record's data, empty when the stream is not encrypted.
std::string_view find_file_pass(std::string_view stream);

// Errors: encrypted (no password, or a wrong one).
Result<std::string> decrypt_stream(std::string_view stream, std::string_view file_pass, const std::string& password);

}  // namespace lunokhod::sheets::xls
