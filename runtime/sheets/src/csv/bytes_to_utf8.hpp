// Bytes of one encoding → UTF-8, block by block into memory of the caller. UTF-8 itself is checked (and repaired where
// it is damaged), single-byte code pages go through a table with a fast path for ASCII and the Cyrillic letters of
// windows-1251.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "csv/instructions.hpp"
#include "lunokhod/base/encoding.hpp"

namespace lunokhod::sheets::csv {

// Offset of the first byte that is no UTF-8, or the size. A sequence cut by the end counts as bad.
std::size_t valid_utf8_prefix(std::string_view bytes, Instructions instructions = fastest_instructions());

// Where a code page's upper half goes: up to three bytes of UTF-8 each.
struct ByteTable {
  struct Entry {
    char bytes[3];
    std::uint8_t length;
  };
  std::array<Entry, 128> upper;
};
ByteTable table_of(Encoding encoding);

// Writes at most 3 × bytes.size() (+ 16 of slack that may be overwritten); returns the end of what was written.
char* single_byte_to_utf8(std::string_view bytes, const ByteTable& table, bool cyrillic_1251, char* out);

// UTF-16 of whole units; stops before a surrogate pair that is cut by the end unless `last`. At most 3 bytes per unit.
struct Wide {
  std::size_t consumed;
  char* end;
  std::size_t damaged;  // lone surrogates, an odd last byte
};
Wide utf16_to_utf8(std::string_view bytes, bool big_endian, bool last, char* out);

}  // namespace lunokhod::sheets::csv
