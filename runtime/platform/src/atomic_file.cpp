#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "lunokhod/platform/files.hpp"
#include "whole_io.hpp"

namespace lunokhod {
namespace {

// Beside the target and of a fixed short length, so that a target name of 255 bytes has one too.
std::string temporary_beside(const std::string& path) {
  static std::atomic<unsigned> counter{0};
  const std::size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "" : path.substr(0, slash + 1);
  return folder + ".lunokhod-" + std::to_string(::getpid()) + "-" + std::to_string(counter++) + ".tmp";
}

// Names that a signal handler can read. More files than places at once: the last ones are not noted.
constinit std::array<std::atomic<char*>, 64> unfinished{};

std::atomic<char*>* note(const std::string& name) {
  char* copy = ::strdup(name.c_str());
  for (std::atomic<char*>& place : unfinished) {
    char* none = nullptr;
    if (place.compare_exchange_strong(none, copy)) return &place;
  }
  std::free(copy);
  return nullptr;
}

void forget(std::atomic<char*>*& noted) {
  if (noted) std::free(noted->exchange(nullptr));
  noted = nullptr;
}

}  // namespace

void remove_unfinished_files() noexcept {
  for (std::atomic<char*>& place : unfinished) {
    if (const char* name = place.exchange(nullptr)) ::unlink(name);
  }
}

Result<AtomicFile> AtomicFile::create(const std::string& path) {
  if (path.empty() || path.back() == '/' || path.find('\0') != std::string::npos) {
    return Error{Code::invalid_argument, "this is no name for a file", "", path};
  }
  struct stat existing {};
  const bool replaces = ::stat(path.c_str(), &existing) == 0;
  if (replaces && S_ISDIR(existing.st_mode)) {
    return Error{Code::invalid_argument, "there is a folder of this name", "choose another name for the file", path};
  }
  if (!replaces && errno == ENAMETOOLONG) return error_of_errno(errno, "write", path);
  AtomicFile file;
  file.path_ = path;
  for (int attempt = 0; attempt < 100; ++attempt) {
    file.temporary_ = temporary_beside(path);
    file.descriptor_ = ::open(file.temporary_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (file.descriptor_ >= 0 || errno != EEXIST) break;  // EEXIST: left by a dead process that had our pid
  }
  if (file.descriptor_ < 0) {
    const int failure = errno;
    file.temporary_.clear();
    return error_of_errno(failure, "write", path);
  }
  file.noted_ = note(file.temporary_);
  if (replaces) (void)!::fchmod(file.descriptor_, existing.st_mode & 0777);
  return file;
}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      path_(std::move(other.path_)),
      temporary_(std::exchange(other.temporary_, {})),
      noted_(std::exchange(other.noted_, nullptr)) {}

AtomicFile::~AtomicFile() {
  if (descriptor_ < 0) return;
  ::close(descriptor_);
  ::unlink(temporary_.c_str());
  forget(noted_);
}

Result<void> AtomicFile::write(std::string_view bytes) {
  const int failure = platform::write_whole(descriptor_, bytes);
  if (failure) return error_of_errno(failure, "write", path_);
  return {};
}

Result<void> AtomicFile::write_at(std::uint64_t offset, std::string_view bytes) {
  const int failure = platform::write_whole_at(descriptor_, offset, bytes);
  if (failure) return error_of_errno(failure, "write", path_);
  return {};
}

Result<void> AtomicFile::commit(bool sync) {
  if (sync && ::fsync(descriptor_) != 0) return error_of_errno(errno, "write", path_);
  if (::rename(temporary_.c_str(), path_.c_str()) != 0) return error_of_errno(errno, "put in place", path_);
  forget(noted_);
  // Network filesystems report a full disk here at the latest; the name is in place, so there is nothing to remove.
  const int failure = ::close(std::exchange(descriptor_, -1)) == 0 ? 0 : errno;
  if (failure && failure != EINTR) return error_of_errno(failure, "write", path_);
  if (const int lost = sync ? platform::sync_folder_of(path_.c_str()) : 0) {
    return error_of_errno(lost, "write the folder of", path_);
  }
  return {};
}

Result<void> write_file_atomically(const std::string& path, std::string_view bytes) {
  AtomicFile file = TRY(AtomicFile::create(path));
  CHECKED(file.write(bytes));
  return file.commit();
}

}  // namespace lunokhod
