#include "lunokhod/platform/input_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace lunokhod {

Result<InputFile> InputFile::open(const std::string& path) {
  InputFile file;
  file.path_ = path;
  // Non-blocking, so that a named pipe in place of a file is refused and never waited for.
  file.descriptor_ = Descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (!file.descriptor_) return error_of_errno(errno, "open", path);
  struct stat status {};
  if (::fstat(file.descriptor_.get(), &status) != 0) return error_of_errno(errno, "look at", path);
  if (!S_ISREG(status.st_mode)) {
    return Error{Code::invalid_argument, "this is not a file", "give the path of a file", path};
  }
  file.size_ = static_cast<std::uint64_t>(status.st_size);
  return file;
}

Result<std::size_t> InputFile::read_at(std::uint64_t offset, char* into, std::size_t size) const {
  std::size_t done = 0;
  while (done < size) {
    const ssize_t got = ::pread(descriptor_.get(), into + done, size - done, static_cast<off_t>(offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return error_of_errno(errno, "read", path_);
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  return done;
}

}  // namespace lunokhod
