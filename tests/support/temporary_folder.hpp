// A folder of its own for a test, removed with everything in it at the end.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace lunokhod::testing {

class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  std::string path(std::string_view name = "") const;
  std::string write(std::string_view name, std::string_view bytes) const;  // makes parent folders, returns the path
  static std::string read(const std::string& path);

 private:
  std::filesystem::path root_;
};

}  // namespace lunokhod::testing
