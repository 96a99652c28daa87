#include "lunokhod/platform/files.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <utility>

#include "lunokhod/platform/descriptor.hpp"
#include "whole_io.hpp"

namespace lunokhod {
namespace {

struct Opened {
  Descriptor descriptor;
  struct stat about {};
};

// Non-blocking, so that a named pipe in place of a file is refused and never waited for.
Result<Opened> open_regular(const std::string& path) {
  if (path.find('\0') != std::string::npos) {
    return Error{Code::invalid_argument, "a file name holds a zero byte", "", path.substr(0, path.find('\0'))};
  }
  Opened opened{Descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY))};
  if (!opened.descriptor) return error_of_errno(errno, "open", path);
  if (::fstat(opened.descriptor.get(), &opened.about) != 0) return error_of_errno(errno, "look at", path);
  if (S_ISDIR(opened.about.st_mode)) {
    return Error{Code::invalid_argument, "this is a folder, not a file", "give the path of a file", path};
  }
  if (!S_ISREG(opened.about.st_mode)) {
    return Error{Code::invalid_argument, "this is a device or a pipe, not a file", "copy its content to a file", path};
  }
  return opened;
}

}  // namespace

Result<MappedFile> MappedFile::open(const std::string& path) {
  const Opened opened = TRY(open_regular(path));
  MappedFile file;
  file.size_ = static_cast<std::size_t>(opened.about.st_size);
  if (file.size_ == 0) return file;
  void* address = ::mmap(nullptr, file.size_, PROT_READ, MAP_PRIVATE, opened.descriptor.get(), 0);
  if (address == MAP_FAILED) {
    file.size_ = 0;
    return error_of_errno(errno, "map", path);
  }
  file.data_ = static_cast<const char*>(address);
  return file;
}

void MappedFile::forget(std::string_view read) {
  constexpr std::uintptr_t page = 4096;
  const auto begin = (reinterpret_cast<std::uintptr_t>(read.data()) + page - 1) & ~(page - 1);
  const auto end = reinterpret_cast<std::uintptr_t>(read.data() + read.size()) & ~(page - 1);
  if (begin < end) ::madvise(reinterpret_cast<void*>(begin), end - begin, MADV_DONTNEED);
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

MappedFile::~MappedFile() {
  if (data_) ::munmap(const_cast<char*>(data_), size_);
}

Result<std::string> read_file(const std::string& path, std::size_t limit) {
  const Opened opened = TRY(open_regular(path));
  const Error too_large{Code::limit, "the file is larger than " + std::to_string(limit) + " bytes", "", path};
  const auto size = static_cast<std::size_t>(opened.about.st_size);
  if (size > limit) return too_large;
  std::string bytes(size + 1, '\0');  // one more: a file of the size it says ends there
  const std::int64_t got = platform::read_whole(opened.descriptor.get(), bytes.data(), bytes.size());
  if (got < 0) return error_of_errno(static_cast<int>(-got), "read", path);
  bytes.resize(static_cast<std::size_t>(got));
  // Files of /proc and files that are being appended to hold more than their size says.
  while (bytes.size() > size) {
    const std::size_t before = bytes.size();
    bytes.resize(std::min(before + 65536 - before % 65536, limit + 1));
    const std::int64_t more =
        platform::read_whole(opened.descriptor.get(), bytes.data() + before, bytes.size() - before);
    if (more < 0) return error_of_errno(static_cast<int>(-more), "read", path);
    bytes.resize(before + static_cast<std::size_t>(more));
    if (bytes.size() > limit) return too_large;
    if (more == 0) break;
  }
  return bytes;
}

}  // namespace lunokhod
