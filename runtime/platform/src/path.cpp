#include <unistd.h>
#include <cerrno>
#include <climits>

#include "lunokhod/platform/file_system.hpp"

namespace lunokhod {

std::string join_path(std::string_view folder, std::string_view name) {
  if (folder.empty() || (!name.empty() && name.front() == '/')) return std::string(name);
  std::string path(folder);
  if (path.back() != '/') path += '/';
  return path.append(name);
}

std::string_view file_name(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::string_view folder_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return ".";
  return slash == 0 ? path.substr(0, 1) : path.substr(0, slash);
}

std::string_view extension(std::string_view path) {
  const std::string_view name = file_name(path);
  const std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos || dot == 0 ? std::string_view{} : name.substr(dot);
}

Result<std::string> absolute_path(const std::string& path) {
  std::string whole = path;
  if (path.empty() || path.front() != '/') {
    char here[PATH_MAX];
    if (!::getcwd(here, sizeof here)) return error_of_errno(errno, "tell the current folder for", path);
    whole = join_path(here, path);
  }
  std::string clean;
  for (std::size_t at = 0; at < whole.size();) {
    const std::size_t end = std::min(whole.find('/', at), whole.size());
    const std::string_view part = std::string_view(whole).substr(at, end - at);
    if (part == "..") {
      clean.resize(clean.empty() ? 0 : clean.rfind('/'));
    } else if (!part.empty() && part != ".") {
      clean.append("/").append(part);
    }
    at = end + 1;
  }
  return clean.empty() ? std::string("/") : clean;
}

Result<void> check_path_length(const std::string& path) {
  const std::string_view name = file_name(path);
  if (name.size() > NAME_MAX) {
    return Error{Code::path_too_long, "the file name has " + std::to_string(name.size()) + " bytes, at most 255 fit",
                 "shorten the name of the source file or of the client (a Russian letter takes two bytes)", path};
  }
  if (path.size() >= PATH_MAX) {
    return Error{Code::path_too_long, "the path has " + std::to_string(path.size()) + " bytes, at most 4095 fit",
                 "move the workspace nearer to the root", path};
  }
  return {};
}

}  // namespace lunokhod
