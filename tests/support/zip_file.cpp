#include "zip_file.hpp"

#include <libdeflate.h>

#include <cstdint>
#include <cstring>
#include <memory>
#include <stdexcept>

#include "temporary_folder.hpp"

namespace lunokhod::testing {
namespace {

struct Bytes {
  const std::string& data;
  std::uint32_t number(std::size_t at, int size) const {
    if (at + size > data.size()) throw std::runtime_error("zip: cut short");
    std::uint32_t value = 0;
    for (int i = 0; i < size; ++i)
      value |= static_cast<std::uint32_t>(static_cast<unsigned char>(data[at + i])) << 8 * i;
    return value;
  }
  void expect(std::size_t at, int size, std::uint32_t wanted, const std::string& what) const {
    if (number(at, size) != wanted)
      throw std::runtime_error("zip: " + what + " is " + std::to_string(number(at, size)));
  }
};

std::string inflated(const std::string& packed, std::uint32_t size, std::uint32_t method) {
  if (method == 0) return packed;
  std::string out(size, '\0');
  const std::unique_ptr<libdeflate_decompressor, void (*)(libdeflate_decompressor*)> inflater(
      libdeflate_alloc_decompressor(), libdeflate_free_decompressor);
  std::size_t made = 0;
  if (libdeflate_deflate_decompress(inflater.get(), packed.data(), packed.size(), out.data(), out.size(), &made) != 0 ||
      made != size) {
    throw std::runtime_error("zip: does not inflate");
  }
  return out;
}

}  // namespace

ZipFile ZipFile::read(const std::string& path) {
  const std::string data = TemporaryFolder::read(path);
  const Bytes bytes{data};
  const std::size_t end = data.size() < 22 ? 0 : data.rfind("PK\x05\x06");
  if (data.size() < 22 || end == std::string::npos) throw std::runtime_error("zip: no end of directory");
  ZipFile zip;
  std::size_t at = bytes.number(end + 16, 4);
  for (std::uint32_t left = bytes.number(end + 10, 2); left > 0; --left) {
    bytes.expect(at, 4, 0x02014B50, "directory signature");
    const std::uint32_t method = bytes.number(at + 10, 2), crc = bytes.number(at + 16, 4),
                        packed_size = bytes.number(at + 20, 4);
    const std::uint32_t size = bytes.number(at + 24, 4), name_size = bytes.number(at + 28, 2);
    const std::size_t local = bytes.number(at + 42, 4);
    const std::string name = data.substr(at + 46, name_size);
    bytes.expect(local, 4, 0x04034B50, "local signature of " + name);
    const bool sizes_follow = bytes.number(local + 6, 2) & 8;  // data descriptors, as LibreOffice writes them
    if (!sizes_follow) {
      bytes.expect(local + 14, 4, crc, "local checksum of " + name);
      bytes.expect(local + 18, 4, packed_size, "local packed size of " + name);
      bytes.expect(local + 22, 4, size, "local size of " + name);
    }
    const std::size_t start = local + 30 + bytes.number(local + 26, 2) + bytes.number(local + 28, 2);
    const std::string packed = data.substr(start, packed_size);
    const std::string part = inflated(packed, size, method);
    if (libdeflate_crc32(0, part.data(), part.size()) != crc) throw std::runtime_error("zip: checksum of " + name);
    zip.names.push_back(name);
    zip.parts[name] = part;
    zip.packed[name] = packed;
    at += 46 + name_size + bytes.number(at + 30, 2) + bytes.number(at + 32, 2);
  }
  return zip;
}

}  // namespace lunokhod::testing
