// Encryption of OpenDocument 1.2, as LibreOffice writes it: each part by itself, AES-256 in CBC under a key that PBKDF2
// makes of the password; how is said in META-INF/manifest.xml.
#pragma once

#include <string>
#include <string_view>

#include "lunokhod/base/error.hpp"

namespace lunokhod::sheets::ods {

bool is_encrypted(std::string_view manifest);

// The part content.xml, still deflated. Errors: encrypted, when the password is missing or wrong or the method is
// another.
Result<std::string> decrypt_content(const std::string& manifest, std::string_view encrypted,
                                    const std::string& password);

}  // namespace lunokhod::sheets::ods
