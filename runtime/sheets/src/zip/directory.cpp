#include "zip/directory.hpp"

#include <algorithm>

namespace lunokhod::sheets::zip {

namespace {

constexpr std::uint32_t local_signature = 0x04034b50, record_signature = 0x02014b50, end_signature = 0x06054b50,
                        end64_signature = 0x06064b50, locator64_signature = 0x07064b50;
constexpr std::uint64_t end_size = 22, locator64_size = 20, end64_size = 56, local_size = 30;
constexpr std::uint64_t max_comment = 65535;
constexpr std::uint32_t saturated = 0xFFFFFFFF;

// Little-endian reads; the caller has checked that the bytes are there.
std::uint64_t number(std::string_view bytes, std::uint64_t at, int width) {
  std::uint64_t value = 0;
  for (int i = 0; i < width; ++i) value |= std::uint64_t{static_cast<unsigned char>(bytes[at + i])} << (8 * i);
  return value;
}
std::uint32_t u32(std::string_view bytes, std::uint64_t at) {
  return static_cast<std::uint32_t>(number(bytes, at, 4));
}
std::uint16_t u16(std::string_view bytes, std::uint64_t at) {
  return static_cast<std::uint16_t>(number(bytes, at, 2));
}

bool fits(std::string_view bytes, std::uint64_t at, std::uint64_t size) {
  return at <= bytes.size() && size <= bytes.size() - at;
}

bool record_at(std::string_view bytes, std::uint64_t at) {
  return fits(bytes, at, 4) && u32(bytes, at) == record_signature;
}

// The zip64 end record that belongs to the plain one at `end`, if there is one.
std::optional<std::uint64_t> find_end64(std::string_view bytes, std::uint64_t end) {
  if (end < locator64_size || u32(bytes, end - locator64_size) != locator64_signature) return std::nullopt;
  const std::uint64_t locator = end - locator64_size;
  const std::uint64_t told = number(bytes, locator + 8, 8);
  const std::uint64_t before = locator >= end64_size ? locator - end64_size : 0;
  for (const std::uint64_t at : {told, before}) {
    if (fits(bytes, at, end64_size) && u32(bytes, at) == end64_signature) return at;
  }
  return std::nullopt;
}

std::optional<EndOfDirectory> directory_of_end(std::string_view bytes, std::uint64_t end) {
  EndOfDirectory found;
  found.count = u16(bytes, end + 10);
  found.size = u32(bytes, end + 12);
  found.offset = u32(bytes, end + 16);
  std::uint64_t directory_end = end;
  if (found.count == 0xFFFF || found.size == saturated || found.offset == saturated) {
    if (const auto end64 = find_end64(bytes, end)) {
      found.count = number(bytes, *end64 + 32, 8);
      found.size = number(bytes, *end64 + 40, 8);
      found.offset = number(bytes, *end64 + 48, 8);
      directory_end = *end64;
    }
  }
  if (found.size > directory_end) return std::nullopt;
  if (record_at(bytes, found.offset)) return found;
  // Bytes were put before the archive (or its offsets are simply wrong): the directory ends where the end record
  // begins.
  const std::uint64_t actual = directory_end - found.size;
  if (!record_at(bytes, actual)) return std::nullopt;
  found.shift = actual - found.offset;  // may wrap; so does the addition it is for
  found.offset = actual;
  return found;
}

// Sizes and the offset that do not fit 32 bits stand in an extra field, only those and in this order.
void read_zip64_extra(std::string_view extra, Entry& entry) {
  std::uint64_t at = 0;
  while (fits(extra, at, 4)) {
    const std::uint16_t id = u16(extra, at);
    const std::uint64_t length = u16(extra, at + 2);
    at += 4;
    if (!fits(extra, at, length)) return;
    if (id == 1) {
      std::uint64_t field = at;
      for (std::uint64_t* value : {&entry.size, &entry.packed_size, &entry.header_offset}) {
        if (*value == saturated && field + 8 <= at + length) {
          *value = number(extra, field, 8);
          field += 8;
        }
      }
      return;
    }
    at += length;
  }
}

}  // namespace

std::optional<EndOfDirectory> find_end_of_directory(std::string_view bytes) {
  if (bytes.size() < end_size) return std::nullopt;
  // 64 KiB of comment, and as much again for what some mail gateways leave behind the archive.
  const std::uint64_t reach = std::min<std::uint64_t>(bytes.size(), end_size + 2 * max_comment);
  for (std::uint64_t at = bytes.size() - end_size, stop = bytes.size() - reach;; --at) {
    if (bytes[at] == 'P' && u32(bytes, at) == end_signature) {
      if (auto found = directory_of_end(bytes, at)) return found;
    }
    if (at == stop) return std::nullopt;
  }
}

std::optional<DirectoryRecord> read_directory_record(std::string_view bytes, std::uint64_t at) {
  if (!fits(bytes, at, directory_record_size) || u32(bytes, at) != record_signature) return std::nullopt;
  const std::uint64_t name = u16(bytes, at + 28), extra = u16(bytes, at + 30), comment = u16(bytes, at + 32);
  if (!fits(bytes, at + directory_record_size, name + extra)) return std::nullopt;
  DirectoryRecord record;
  Entry& entry = record.entry;
  entry.flags = u16(bytes, at + 8);
  entry.method = u16(bytes, at + 10);
  entry.crc = u32(bytes, at + 16);
  entry.packed_size = u32(bytes, at + 20);
  entry.size = u32(bytes, at + 24);
  entry.header_offset = u32(bytes, at + 42);
  entry.name = clean_name(bytes.substr(at + directory_record_size, name));
  read_zip64_extra(bytes.substr(at + directory_record_size + name, extra), entry);
  record.next = at + directory_record_size + name + extra + comment;
  return record;
}

std::optional<std::uint64_t> data_of_entry(std::string_view bytes, std::uint64_t header) {
  if (!fits(bytes, header, local_size) || u32(bytes, header) != local_signature) return std::nullopt;
  const std::uint64_t data = header + local_size + u16(bytes, header + 26) + u16(bytes, header + 28);
  if (data > bytes.size()) return std::nullopt;
  return data;
}

}  // namespace lunokhod::sheets::zip
