#include "lunokhod/platform/file_system.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <memory>

namespace lunokhod {
namespace {

FileKind kind_of(mode_t mode) {
  if (S_ISREG(mode)) return FileKind::file;
  if (S_ISDIR(mode)) return FileKind::folder;
  return S_ISLNK(mode) ? FileKind::link : FileKind::other;
}

FileKind kind_of_entry(const std::string& folder, const dirent& entry) {
  switch (entry.d_type) {
    case DT_REG:
      return FileKind::file;
    case DT_DIR:
      return FileKind::folder;
    case DT_LNK:
      return FileKind::link;
    case DT_UNKNOWN:
      break;
    default:
      return FileKind::other;
  }
  struct stat about {};  // file systems that do not tell the kind in the listing
  return ::lstat((folder + "/" + entry.d_name).c_str(), &about) == 0 ? kind_of(about.st_mode) : FileKind::other;
}

}  // namespace

Result<std::optional<FileStatus>> file_status(const std::string& path) {
  struct stat about {};
  if (::stat(path.c_str(), &about) != 0) {
    if (errno == ENOENT || errno == ENOTDIR) return std::optional<FileStatus>{};
    return error_of_errno(errno, "look at", path);
  }
  FileStatus status;
  status.kind = kind_of(about.st_mode);
  status.size = static_cast<std::uint64_t>(about.st_size);
  status.modified = std::int64_t{about.st_mtim.tv_sec} * 1'000'000 + about.st_mtim.tv_nsec / 1000;
  status.device = about.st_dev;
  status.inode = about.st_ino;
  return std::optional<FileStatus>(status);
}

bool file_exists(const std::string& path) {
  struct stat about {};
  return ::stat(path.c_str(), &about) == 0 && S_ISREG(about.st_mode);
}

bool folder_exists(const std::string& path) {
  struct stat about {};
  return ::stat(path.c_str(), &about) == 0 && S_ISDIR(about.st_mode);
}

Result<std::vector<FolderEntry>> list_folder(const std::string& path) {
  const std::unique_ptr<DIR, int (*)(DIR*)> folder(::opendir(path.c_str()), ::closedir);
  if (!folder) return error_of_errno(errno, "list the folder", path);
  std::vector<FolderEntry> entries;
  errno = 0;
  while (const dirent* entry = ::readdir(folder.get())) {
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") entries.push_back({std::string(name), kind_of_entry(path, *entry)});
    errno = 0;
  }
  if (errno) return error_of_errno(errno, "list the folder", path);
  std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return entries;
}

Result<void> make_folders(const std::string& path) {
  if (::mkdir(path.c_str(), 0777) == 0) return {};
  if (errno == EEXIST) {
    if (folder_exists(path)) return {};
    return Error{Code::invalid_argument, "there is a file where a folder is wanted", "move the file away", path};
  }
  if (errno != ENOENT) return error_of_errno(errno, "make the folder", path);
  const std::string_view parent = folder_of(path);
  if (parent == path || parent == ".") return error_of_errno(ENOENT, "make the folder", path);
  CHECKED(make_folders(std::string(parent)));
  if (::mkdir(path.c_str(), 0777) != 0 && errno != EEXIST) return error_of_errno(errno, "make the folder", path);
  return {};
}

Result<void> remove_file(const std::string& path) {
  if (::unlink(path.c_str()) != 0 && errno != ENOENT) return error_of_errno(errno, "remove", path);
  return {};
}

Result<DiskSpace> disk_space(const std::string& path) {
  struct statvfs about {};
  if (::statvfs(path.c_str(), &about) != 0) return error_of_errno(errno, "ask for the free space of", path);
  return DiskSpace{std::uint64_t{about.f_bavail} * about.f_frsize, std::uint64_t{about.f_blocks} * about.f_frsize,
                   about.f_favail, about.f_files};
}

}  // namespace lunokhod
