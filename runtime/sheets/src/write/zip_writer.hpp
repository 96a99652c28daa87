// A zip package written front to back, in one pass, through an AtomicFile: nothing is at the target's place before
// finish(). Entries carry their sizes in the local header (no data descriptors), a fixed time stamp, and no zip64
// fields: a part or a package over 4 GiB is an error. The same input gives the same bytes.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lunokhod/base/error.hpp"
#include "lunokhod/platform/files.hpp"

namespace lunokhod::sheets::writing {

class Deflater;

// An entry of another package, taken over without inflating it.
struct RawEntry {
  std::string_view name;
  std::uint16_t method = 8;
  std::uint32_t crc = 0;
  std::uint32_t size = 0;  // inflated
  std::string_view compressed;
};

class ZipWriter {
 public:
  static Result<ZipWriter> create(const std::string& path, int level);
  ZipWriter(ZipWriter&&) noexcept;
  ~ZipWriter();

  Result<void> begin(std::string_view name);
  Result<void> write(std::string_view bytes);
  Result<void> end();
  Result<void> add(std::string_view name, std::string_view bytes);  // begin, write, end
  Result<void> copy(const RawEntry& entry);
  Result<void> finish(bool durable = true);  // the directory, then the file takes its place

 private:
  struct Entry {
    std::string name;
    std::uint16_t method = 8;
    std::uint32_t crc = 0;
    std::uint64_t packed = 0, size = 0, offset = 0;
  };
  ZipWriter(AtomicFile file, int level);
  Result<void> put(std::string_view bytes);
  Result<void> check_size(std::uint64_t bytes, std::string_view what) const;
  static std::string local_header(const Entry& entry);
  static std::string directory_header(const Entry& entry);

  AtomicFile file_;
  std::unique_ptr<Deflater> deflater_;
  std::vector<Entry> entries_;
  std::uint64_t offset_ = 0;
};

}  // namespace lunokhod::sheets::writing
