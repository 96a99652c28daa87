// A folder that nobody gets out of: the files a script may touch. Paths are relative to it (or absolute and beneath
// it),
// `..` is refused, and symbolic links are followed one by one, by descriptor, only while they stay inside; so a link
// changed between the check and the use leads nowhere. Errors: denied (a way out), not_found, io.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lunokhod/base/error.hpp"
#include "lunokhod/platform/descriptor.hpp"
#include "lunokhod/platform/file_system.hpp"

namespace lunokhod {

class ConfinedFolder {
 public:
  static Result<ConfinedFolder> open(const std::string& path);

  const std::string& path() const { return real_; }  // real path, no slash at the end
  // The real path of something inside. Its last part may be missing (a file about to be written), its folder may not.
  Result<std::string> real_path(std::string_view path) const;

  Result<std::optional<FileStatus>> status(std::string_view path) const;  // empty: nothing there
  Result<std::vector<std::string>> list(std::string_view path) const;     // names, sorted, without . and ..
  Result<std::string> read(std::string_view path, std::size_t limit = std::size_t{1} << 30) const;
  Result<void> write(std::string_view path, std::string_view bytes) const;  // seen whole or not at all
  Result<void> copy(std::string_view from, std::string_view to) const;      // replaces; a file only
  Result<void> move(std::string_view from, std::string_view to) const;
  Result<void> remove(std::string_view path) const;  // a file, a link itself, or an empty folder
  Result<void> make_folders(std::string_view path) const;

 private:
  struct Place {
    Descriptor parent;
    std::string name;  // "" : the folder itself
    std::string real;  // relative to the root
  };
  ConfinedFolder() = default;
  Result<std::vector<std::string>> parts_of(std::string_view path) const;
  Result<Place> walk(std::string_view path, bool follow_last, bool make = false) const;
  Result<Descriptor> open_at(const Place& place, int flags, std::string_view path) const;

  Descriptor root_;
  std::string given_, real_;
};

}  // namespace lunokhod
