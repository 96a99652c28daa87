#include "lunokhod/platform/append_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cerrno>

#include "whole_io.hpp"

namespace lunokhod {

Result<Descriptor> open_for_appending(const std::string& path) {
  Descriptor file(::open(path.c_str(), O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY, 0666));
  if (!file) return error_of_errno(errno, "write to", path);
  return file;
}

Result<void> append(const Descriptor& file, std::string_view bytes) {
  if (const int failure = platform::write_whole(file.get(), bytes))
    return error_of_errno(failure, "append to", "a log");
  return {};
}

std::optional<std::uint64_t> size_of(const Descriptor& file) {
  struct stat about {};
  if (::fstat(file.get(), &about) != 0) return std::nullopt;
  return static_cast<std::uint64_t>(about.st_size);
}

Result<std::string> read_range(const Descriptor& file, std::uint64_t from, std::uint64_t bytes) {
  std::string text(bytes, '\0');
  std::size_t done = 0;
  while (done < bytes) {
    const ssize_t got = ::pread(file.get(), text.data() + done, bytes - done, static_cast<off_t>(from + done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return error_of_errno(errno, "read", "a log");
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  text.resize(done);
  return text;
}

void release_range(const Descriptor& file, std::uint64_t from, std::uint64_t to) {
  if (to <= from) return;
  (void)::fallocate(file.get(), FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, static_cast<off_t>(from),
                    static_cast<off_t>(to - from));
}

}  // namespace lunokhod
