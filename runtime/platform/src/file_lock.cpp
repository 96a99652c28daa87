#include "lunokhod/platform/file_lock.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cerrno>

namespace lunokhod {
namespace {

struct flock range_of(short type, std::int64_t byte) {
  struct flock range {};
  range.l_type = type;
  range.l_whence = SEEK_SET;
  range.l_start = byte;
  range.l_len = 1;
  return range;
}

}  // namespace

Result<LockFile> LockFile::open(const std::string& path) {
  LockFile lock;
  lock.path_ = path;
  lock.descriptor_ = Descriptor(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666));
  if (!lock.descriptor_) return error_of_errno(errno, "open the lock file", path);
  return lock;
}

Result<bool> LockFile::try_lock(std::int64_t byte) {
  struct flock range = range_of(F_WRLCK, byte);
  if (::fcntl(descriptor_.get(), F_OFD_SETLK, &range) == 0) return true;
  if (errno == EAGAIN || errno == EACCES) return false;
  return error_of_errno(errno, "lock", path_);
}

Result<bool> LockFile::is_held_elsewhere(std::int64_t byte) const {
  struct flock range = range_of(F_WRLCK, byte);
  if (::fcntl(descriptor_.get(), F_OFD_GETLK, &range) != 0) return error_of_errno(errno, "ask the lock of", path_);
  return range.l_type != F_UNLCK;
}

Result<void> LockFile::unlock(std::int64_t byte) {
  struct flock range = range_of(F_UNLCK, byte);
  if (::fcntl(descriptor_.get(), F_OFD_SETLK, &range) != 0) return error_of_errno(errno, "unlock", path_);
  return {};
}

std::string LockFile::identity() const {
  struct stat about {};
  if (::fstat(descriptor_.get(), &about) != 0) return {};
  return std::to_string(about.st_dev) + ":" + std::to_string(about.st_ino);
}

}  // namespace lunokhod
