// The parts of a zip, read strictly and without the code under test: local headers, directory, sizes and checksums must
// agree.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace lunokhod::testing {

struct ZipFile {
  std::vector<std::string> names;            // in the order of the directory
  std::map<std::string, std::string> parts;  // inflated
  std::map<std::string, std::string> packed;

  // Throws std::runtime_error with what is wrong.
  static ZipFile read(const std::string& path);
};

}  // namespace lunokhod::testing
