// Moving and copying without ever overwriting, and the question whether somebody has a file open.
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cerrno>
#include <cstdio>

#include "lunokhod/platform/descriptor.hpp"
#include "lunokhod/platform/file_system.hpp"
#include "whole_io.hpp"

namespace lunokhod {
namespace {

// File systems without RENAME_NOREPLACE (some network shares): link() refuses an existing name as well.
int move_by_link(const char* from, const char* to) {
  if (::link(from, to) != 0) return errno;
  return ::unlink(from) == 0 ? 0 : errno;
}

int move_exclusively(const char* from, const char* to) {
  if (::renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0) return 0;
  return errno == EINVAL || errno == ENOSYS ? move_by_link(from, to) : errno;
}

int copy_bytes(int from, int to) {
  char buffer[1 << 16];
  while (true) {
    const ssize_t kernel = ::copy_file_range(from, nullptr, to, nullptr, std::size_t{1} << 30, 0);
    if (kernel > 0) continue;
    if (kernel < 0 && errno == ENOSPC) return ENOSPC;
    const std::int64_t got = platform::read_whole(from, buffer, sizeof buffer);  // the end, or not supported here
    if (got <= 0) return static_cast<int>(-got);
    if (const int failure = platform::write_whole(to, {buffer, static_cast<std::size_t>(got)})) return failure;
  }
}

}  // namespace

Result<void> move_file(const std::string& from, const std::string& to) {
  CHECKED(check_path_length(to));
  if (const int failure = move_exclusively(from.c_str(), to.c_str())) {
    if (failure == EEXIST) return Error{Code::ambiguous, "there is a file of this name already", "", to};
    return error_of_errno(failure, "move '" + from + "' to", to);
  }
  if (const int failure = platform::sync_folder_of(to.c_str())) {
    return error_of_errno(failure, "write the folder of", to);
  }
  return {};
}

// Two mounts of one disk (as containers have them) refuse a rename too, so the mounts are compared as well.
Result<bool> same_file_system(const std::string& file, const std::string& folder) {
  struct statx a {
  }, b{};
  constexpr unsigned wanted = STATX_INO | STATX_MNT_ID;
  if (::statx(AT_FDCWD, file.c_str(), 0, wanted, &a) != 0) return error_of_errno(errno, "look at", file);
  if (::statx(AT_FDCWD, folder.c_str(), 0, wanted, &b) != 0) return error_of_errno(errno, "look at", folder);
  const bool same_device = a.stx_dev_major == b.stx_dev_major && a.stx_dev_minor == b.stx_dev_minor;
  const bool know_mounts = (a.stx_mask & b.stx_mask & STATX_MNT_ID) != 0;
  return same_device && (!know_mounts || a.stx_mnt_id == b.stx_mnt_id);
}

Result<void> copy_file(const std::string& from, const std::string& to) {
  CHECKED(check_path_length(to));
  const Descriptor source(::open(from.c_str(), O_RDONLY | O_CLOEXEC));
  if (!source) return error_of_errno(errno, "open", from);
  const Descriptor target(::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
  if (!target) return error_of_errno(errno, "write", to);
  int failure = copy_bytes(source.get(), target.get());
  if (!failure && ::fsync(target.get()) != 0) failure = errno;
  if (!failure) return {};
  ::unlink(to.c_str());
  return error_of_errno(failure, "copy to", to);
}

Result<void> sync_file(const std::string& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file || ::fsync(file.get()) != 0) return error_of_errno(errno, "sync", path);
  return {};
}

std::optional<std::string> owner_file_of(const std::string& path) {
  const std::string folder(folder_of(path));
  const std::string name(file_name(path));
  // Word-like truncation aside, Excel keeps the whole name after "~$".
  for (const std::string& candidate : {"~$" + name, ".~lock." + name + "#"}) {
    const std::string owner = join_path(folder, candidate);
    struct stat about {};
    if (candidate.size() <= 255 && ::lstat(owner.c_str(), &about) == 0) return owner;
  }
  return std::nullopt;
}

bool is_locked_by_someone(const std::string& path) {
  const Descriptor file(::open(path.c_str(), O_RDWR | O_CLOEXEC | O_NONBLOCK));
  if (!file) return errno == ETXTBSY || errno == EBUSY;
  struct flock range {};
  range.l_type = F_WRLCK;
  range.l_whence = SEEK_SET;
  if (::fcntl(file.get(), F_OFD_GETLK, &range) == 0 && range.l_type != F_UNLCK) return true;
  return ::flock(file.get(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;  // freed with the descriptor
}

}  // namespace lunokhod
