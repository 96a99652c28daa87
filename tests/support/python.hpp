// Other people's readers as witnesses: Debian's python3 with openpyxl, and LibreOffice.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace lunokhod::testing {

// What the script prints (stdout and stderr), run with these arguments; nothing when this python or a module is
// missing.
std::optional<std::string> python(const std::string& script, const std::vector<std::string>& arguments,
                                  const std::string& module = "openpyxl");

// The file as LibreOffice reads it: converts to `format` ("csv", "xlsx") in `folder`, returns the new file's path;
// nothing when LibreOffice is not installed, "" when it could not.
std::optional<std::string> libreoffice(const std::string& path, const std::string& format, const std::string& folder);

}  // namespace lunokhod::testing
