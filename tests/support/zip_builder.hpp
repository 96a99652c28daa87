// Zip files as tests want them: right, or wrong in one named way.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace lunokhod::testing {

struct ZipPart {
  std::string name;
  std::string bytes;
  bool stored = false;
  bool data_descriptor = false;  // sizes and checksum are zero in the local header and follow the data
  bool zip64 = false;            // sizes and offset stand in the zip64 extra field, though small; 24-byte descriptors
  bool bad_crc = false;
  bool encrypted = false;                    // the flag alone
  std::optional<std::string> packed;         // the packed data, when the test made it itself
  std::optional<std::uint16_t> method;       // as declared, whatever the data is
  std::optional<std::uint64_t> size;         // as declared
  std::optional<std::uint64_t> packed_size;  // as declared in the directory
};

struct ZipShape {
  std::string prefix;  // bytes before the archive, which its offsets do not count
  std::string comment;
  std::string trailing;    // bytes after the archive
  bool zip64_end = false;  // the end record is saturated, a zip64 one stands before it
};

std::string make_zip(const std::vector<ZipPart>& parts, const ZipShape& shape = {});
std::string deflated(const std::string& bytes);
// A deflate stream of about `size` spaces, made without having them.
std::string deflated_spaces(std::uint64_t size);

}  // namespace lunokhod::testing
