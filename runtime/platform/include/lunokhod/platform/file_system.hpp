// Names in the file system: what is there, make, move, remove, how much room is left. Paths are UTF-8 (on Linux any
// bytes but zero), a path that is too long is Code::path_too_long, a full disk is Code::no_space, somebody's lock is
// Code::locked.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lunokhod/base/error.hpp"

namespace lunokhod {

enum class FileKind : std::uint8_t { file, folder, link, other };

struct FileStatus {
  FileKind kind = FileKind::file;
  std::uint64_t size = 0;
  std::int64_t modified = 0;  // microseconds since 1970 UTC
  std::uint64_t device = 0, inode = 0;
};

struct FolderEntry {
  std::string name;
  FileKind kind = FileKind::file;
};

// Empty when nothing is there; any other trouble (no permission, name too long) is an error. Links are followed.
Result<std::optional<FileStatus>> file_status(const std::string& path);
bool file_exists(const std::string& path);  // a regular file
bool folder_exists(const std::string& path);
Result<std::vector<FolderEntry>> list_folder(const std::string& path);  // by name; "." and ".." left out
Result<void> make_folders(const std::string& path);                     // parents too; there already is fine
Result<void> remove_file(const std::string& path);                      // not there is fine

std::string join_path(std::string_view folder, std::string_view name);  // an absolute name stands for itself
std::string_view file_name(std::string_view path);                      // after the last '/'
std::string_view folder_of(std::string_view path);                      // before it; "." when there is none
std::string_view extension(std::string_view path);                      // ".xlsx" or ""
Result<std::string> absolute_path(const std::string& path);             // without "." and ".."; need not exist

// Refuses a name of more than 255 bytes and a path of more than 4,095, before the system does it halfway.
Result<void> check_path_length(const std::string& path);

// Renames only if `to` is free: Code::ambiguous when there is something, nothing is ever overwritten. Both names are on
// one file system (see same_file_system); the target's folder is synced, so the move survives a
// power cut.
Result<void> move_file(const std::string& from, const std::string& to);
Result<bool> same_file_system(const std::string& file, const std::string& folder);
// A copy with fsync; `to` must not exist. Half a copy is removed on failure.
Result<void> copy_file(const std::string& from, const std::string& to);
Result<void> sync_file(const std::string& path);

struct DiskSpace {
  std::uint64_t free_bytes = 0, total_bytes = 0;
  std::uint64_t free_names = 0, total_names = 0;  // inodes; total 0: the file system does not count them
};
Result<DiskSpace> disk_space(const std::string& path);

// The owner file a spreadsheet program puts beside a workbook it has open (~$name of Excel, .~lock.name# of
// LibreOffice), or empty.
std::optional<std::string> owner_file_of(const std::string& path);
// Somebody holds a lock (OFD, POSIX or flock) on the file.
bool is_locked_by_someone(const std::string& path);

}  // namespace lunokhod
