// A workbook package opened for its looks and parts rather than for its cells: templates.
#pragma once

#include <string>

#include "lunokhod/base/error.hpp"
#include "xlsx/package.hpp"

namespace lunokhod::sheets::writing {

// Errors name the file: not_found, io, data_rejected when it is no xlsx.
Result<xlsx::Package> open_package(const std::string& path);

}  // namespace lunokhod::sheets::writing
