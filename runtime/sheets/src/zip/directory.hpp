// The records at the end of a zip file: where the central directory is (zip64 or not, behind a prefix or not) and its
// entries.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "zip/archive.hpp"

namespace lunokhod::sheets::zip {

inline constexpr std::uint64_t directory_record_size = 46;

struct EndOfDirectory {
  std::uint64_t offset = 0;  // of the first record, from the start of the bytes
  std::uint64_t size = 0;
  std::uint64_t count = 0;  // a hint
  std::uint64_t shift = 0;  // what to add to the offsets inside records
};
std::optional<EndOfDirectory> find_end_of_directory(std::string_view bytes);

struct DirectoryRecord {
  Entry entry;
  std::uint64_t next = 0;  // where the following record begins
};
std::optional<DirectoryRecord> read_directory_record(std::string_view bytes, std::uint64_t at);

// Where the data of the entry with this local header begins.
std::optional<std::uint64_t> data_of_entry(std::string_view bytes, std::uint64_t header);

}  // namespace lunokhod::sheets::zip
