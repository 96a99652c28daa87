// A zip file as a list of entries. Only the central directory counts: local headers are read for the place of the data
// and believed in nothing else. Names are compared without case, with either slash, with or without a leading one. The
// bytes belong to the caller and outlive the archive.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "lunokhod/base/error.hpp"

namespace lunokhod::sheets::zip {

struct Entry {
  std::string name;          // '/' between parts, no leading one
  std::uint16_t method = 0;  // 0 stored, 8 deflated
  std::uint16_t flags = 0;
  std::uint32_t crc = 0;
  std::uint64_t packed_size = 0;
  std::uint64_t size = 0;  // a hint: never trusted for an allocation
  std::uint64_t header_offset = 0;

  bool encrypted() const { return flags & 1; }
};

// What the parts of one file have been unpacked to, each counted once however often it is read. Parts are read on
// threads of their own.
class Ledger {
 public:
  explicit Ledger(std::uint64_t file_size) : file_size_(file_size) {}
  // `produced`: by one part so far. False: more than an honest file of this size holds.
  bool note(const std::string& part, std::uint64_t produced);

 private:
  std::uint64_t file_size_, total_ = 0;
  std::mutex mutex_;
  std::map<std::string, std::uint64_t> parts_;
};

// Does the content begin (or, behind a prefix, end) like a zip file?
bool looks_like_zip(std::string_view bytes);

class Archive {
 public:
  // `mapped`: the bytes are a MappedFile's.
  static Result<Archive> open(std::string_view bytes, bool mapped = false);

  const std::vector<Entry>& entries() const { return entries_; }
  // The exact name first, then folded; of several entries with one name the last. nullptr: none.
  const Entry* find(std::string_view name) const;
  // The packed bytes of an entry, cut where the file ends.
  Result<std::string_view> packed(const Entry& entry) const;
  // The whole entry, for small parts. A wrong checksum is a line in `warnings`.
  Result<std::string> read(const Entry& entry, std::uint64_t limit, std::vector<std::string>* warnings = nullptr) const;
  const std::shared_ptr<Ledger>& ledger() const { return ledger_; }
  bool mapped() const { return mapped_; }

 private:
  Result<void> read_directory(std::uint64_t offset, std::uint64_t size, std::uint64_t count);
  void index_names();

  std::string_view bytes_;
  bool mapped_ = false;
  std::uint64_t shift_ = 0;  // bytes before the zip proper
  std::uint64_t directory_offset_ = 0;
  std::shared_ptr<Ledger> ledger_;
  std::vector<Entry> entries_;
  std::vector<std::uint32_t> by_name_;  // indices of entries_, ordered by folded name, then by position
};

std::string clean_name(std::string_view stored);  // backslashes turned, leading "/" and "./" dropped

}  // namespace lunokhod::sheets::zip
