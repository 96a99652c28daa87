#include "zip_builder.hpp"

#include <libdeflate.h>

namespace lunokhod::testing {

namespace {

void put(std::string& out, std::uint64_t value, int width) {
  for (int i = 0; i < width; ++i) out += static_cast<char>(value >> (8 * i));
}

constexpr std::uint64_t saturated = 0xFFFFFFFF;

struct Written {
  std::uint64_t offset = 0, packed = 0, size = 0;
  std::uint32_t crc = 0;
  std::uint16_t method = 0, flags = 0;
};

Written write_part(std::string& out, const ZipPart& part) {
  const std::string packed = part.packed ? *part.packed : part.stored ? part.bytes : deflated(part.bytes);
  Written written;
  written.offset = out.size();
  written.packed = packed.size();
  written.size = part.size.value_or(part.bytes.size());
  written.crc = libdeflate_crc32(0, part.bytes.data(), part.bytes.size()) ^ (part.bad_crc ? 1u : 0u);
  written.method = part.method.value_or(part.stored ? 0 : 8);
  written.flags = static_cast<std::uint16_t>((part.encrypted ? 1 : 0) | (part.data_descriptor ? 8 : 0));
  const bool later = part.data_descriptor;
  put(out, 0x04034b50, 4);
  put(out, 45, 2);
  put(out, written.flags, 2);
  put(out, written.method, 2);
  put(out, 0, 4);
  put(out, later ? 0 : written.crc, 4);
  put(out, later ? 0 : part.zip64 ? saturated : written.packed, 4);
  put(out, later ? 0 : part.zip64 ? saturated : written.size, 4);
  put(out, part.name.size(), 2);
  put(out, part.zip64 ? 20 : 0, 2);
  out += part.name;
  if (part.zip64) {
    put(out, 1, 2);
    put(out, 16, 2);
    put(out, later ? 0 : written.size, 8);
    put(out, later ? 0 : written.packed, 8);
  }
  out += packed;
  if (later) {
    put(out, 0x08074b50, 4);
    put(out, written.crc, 4);
    put(out, written.packed, part.zip64 ? 8 : 4);
    put(out, written.size, part.zip64 ? 8 : 4);
  }
  return written;
}

void write_record(std::string& out, const ZipPart& part, const Written& written) {
  const std::uint64_t packed = part.packed_size.value_or(written.packed);
  put(out, 0x02014b50, 4);
  put(out, 45, 2);
  put(out, 45, 2);
  put(out, written.flags, 2);
  put(out, written.method, 2);
  put(out, 0, 4);
  put(out, written.crc, 4);
  put(out, part.zip64 ? saturated : packed, 4);
  put(out, part.zip64 ? saturated : written.size, 4);
  put(out, part.name.size(), 2);
  put(out, part.zip64 ? 28 : 0, 2);
  put(out, 0, 2);
  put(out, 0, 2);
  put(out, 0, 2);
  put(out, 0, 4);
  put(out, part.zip64 ? saturated : written.offset, 4);
  out += part.name;
  if (part.zip64) {
    put(out, 1, 2);
    put(out, 24, 2);
    put(out, written.size, 8);
    put(out, packed, 8);
    put(out, written.offset, 8);
  }
}

void write_end(std::string& out, std::size_t count, std::uint64_t start, const ZipShape& shape) {
  const std::uint64_t size = out.size() - start;
  if (shape.zip64_end) {
    const std::uint64_t end64 = out.size();
    put(out, 0x06064b50, 4);
    put(out, 44, 8);
    put(out, 45, 2);
    put(out, 45, 2);
    put(out, 0, 8);
    put(out, count, 8);
    put(out, count, 8);
    put(out, size, 8);
    put(out, start, 8);
    put(out, 0x07064b50, 4);
    put(out, 0, 4);
    put(out, end64, 8);
    put(out, 1, 4);
  }
  put(out, 0x06054b50, 4);
  put(out, 0, 4);
  put(out, shape.zip64_end ? 0xFFFF : count, 2);
  put(out, shape.zip64_end ? 0xFFFF : count, 2);
  put(out, shape.zip64_end ? saturated : size, 4);
  put(out, shape.zip64_end ? saturated : start, 4);
  put(out, shape.comment.size(), 2);
  out += shape.comment;
}

}  // namespace

std::string deflated(const std::string& bytes) {
  libdeflate_compressor* compressor = libdeflate_alloc_compressor(6);
  std::string out(libdeflate_deflate_compress_bound(compressor, bytes.size()), '\0');
  out.resize(libdeflate_deflate_compress(compressor, bytes.data(), bytes.size(), out.data(), out.size()));
  libdeflate_free_compressor(compressor);
  return out;
}

std::string deflated_spaces(std::uint64_t size) {
  std::string out;
  std::uint64_t held = 0;
  int bits = 0;
  const auto put_bits = [&](std::uint64_t value, int width) {
    held |= value << bits;
    for (bits += width; bits >= 8; bits -= 8, held >>= 8) out += static_cast<char>(held);
  };
  put_bits(0b011, 3);       // the last block, with the fixed codes
  put_bits(0b00001010, 8);  // ' ' (0x30 + 0x20, bits reversed)
  for (std::uint64_t made = 1; made < size; made += 258)
    put_bits(0b10100011, 13);  // "258 bytes from one back", reversed
  put_bits(0, 7 + 7);          // the end, and what fills the last byte
  return out;
}

std::string make_zip(const std::vector<ZipPart>& parts, const ZipShape& shape) {
  std::string archive;
  std::vector<Written> written;
  for (const ZipPart& part : parts) written.push_back(write_part(archive, part));
  const std::uint64_t start = archive.size();
  for (std::size_t i = 0; i < parts.size(); ++i) write_record(archive, parts[i], written[i]);
  write_end(archive, parts.size(), start, shape);
  return shape.prefix + archive + shape.trailing;
}

}  // namespace lunokhod::testing
