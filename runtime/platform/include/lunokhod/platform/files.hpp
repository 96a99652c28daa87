// Files as the runtime needs them: whole, mapped, or replaced atomically. Paths are UTF-8.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "lunokhod/base/error.hpp"

namespace lunokhod {

// A read-only view of a file. The size is fixed at opening; a file cut shorter meanwhile is read through read_file
// instead of a map on filesystems where that happens (network shares).
class MappedFile {
 public:
  static Result<MappedFile> open(const std::string& path);
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  ~MappedFile();

  std::string_view bytes() const { return {data_, size_}; }
  // Takes pages of some map that were read out of this process's memory; they come back when they are read again.
  static void forget(std::string_view read);

 private:
  MappedFile() = default;
  const char* data_ = nullptr;
  std::size_t size_ = 0;
};

Result<std::string> read_file(const std::string& path, std::size_t limit = std::size_t{1} << 30);
// Beside the target, fsync, rename: a reader sees the old file or the new one, never half.
Result<void> write_file_atomically(const std::string& path, std::string_view bytes);

// A file written in pieces and then put in its place with commit(); removed when it is not.
class AtomicFile {
 public:
  static Result<AtomicFile> create(const std::string& path);
  AtomicFile(AtomicFile&& other) noexcept;
  AtomicFile& operator=(AtomicFile&&) = delete;
  ~AtomicFile();

  Result<void> write(std::string_view bytes);
  Result<void> write_at(std::uint64_t offset, std::string_view bytes);
  Result<void> commit(bool sync = true);

 private:
  AtomicFile() = default;
  int descriptor_ = -1;
  std::string path_, temporary_;
  std::atomic<char*>* noted_ = nullptr;
};

// Removes what every AtomicFile of this process has written and not committed: for a signal handler that ends the
// process, and nothing else.
void remove_unfinished_files() noexcept;

}  // namespace lunokhod
