// The fingerprint by which two reports are the same report.
#pragma once

#include <string>
#include <string_view>

#include "lunokhod/base/error.hpp"

namespace lunokhod {

std::string sha256(std::string_view bytes);  // 64 hexadecimal digits
Result<std::string> sha256_of_file(const std::string& path);

}  // namespace lunokhod
