#include "xls/decrypt.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <optional>

#include "crypto/hashes.hpp"
#include "crypto/rc4.hpp"
#include "xls/record.hpp"

namespace lunokhod::sheets::xls {
namespace {

using crypto::Rc4;

constexpr std::string_view default_password = "VelvetSweatshop";
constexpr std::size_t rc4_block = 1024;

bool stays_plain(std::uint16_t record) {
  constexpr std::array<std::uint16_t, 6> plain{0x00E1, 0x0138, 0x0194, 0x0195, 0x0196, type::file_pass};
  return is_bof(record) || std::find(plain.begin(), plain.end(), record) != plain.end();
}

// The encrypted part of a record's data, and where it lies.
struct Part {
  std::size_t offset;  // in the stream
  char* bytes;
  std::size_t size;
  std::size_t before;  // plain bytes of the data in front of it
};

std::string rewrite(std::string_view stream, const std::function<void(Part)>& change) {
  std::string out(stream);
  RecordReader reader(stream, 0);
  for (Record record; reader.next(record);) {
    if (stays_plain(record.type)) continue;
    const std::size_t skip = record.type == type::bound_sheet ? 4 : 0;  // the sheet's offset is never encrypted
    if (record.data.size() <= skip) continue;
    const std::size_t offset = record.offset + 4 + skip;
    change({offset, out.data() + offset, record.data.size() - skip, skip});
  }
  return out;
}

// RC4 with a new key for every 1,024 bytes of the stream; the record headers use up key bytes too.
std::string rc4_rewrite(std::string_view stream, const std::function<Rc4(std::uint32_t)>& key_of_block) {
  std::optional<Rc4> cipher;
  std::size_t block = 0, at = 0;  // where the cipher stands
  return rewrite(stream, [&](Part part) {
    while (part.size > 0) {
      if (!cipher || part.offset / rc4_block != block) {
        block = part.offset / rc4_block;
        cipher = key_of_block(static_cast<std::uint32_t>(block));
        at = block * rc4_block;
      }
      cipher->skip(part.offset - at);
      const std::size_t step = std::min(part.size, (block + 1) * rc4_block - part.offset);
      cipher->apply(part.bytes, step);
      part.offset += step;
      part.bytes += step;
      part.size -= step;
      at = part.offset;
    }
  });
}

std::string number_bytes(std::uint32_t number) {
  return {reinterpret_cast<const char*>(&number), 4};
}

// Each scheme gives a plain stream, or nothing when the password does not fit.
std::optional<std::string> open_rc4_md5(std::string_view stream, std::string_view info, const std::string& password) {
  if (info.size() < 48) return std::nullopt;
  const auto salt = info.substr(0, 16);
  const auto first = crypto::md5(crypto::utf16(password)).substr(0, 5);
  std::string mixed;
  for (int i = 0; i < 16; ++i) mixed.append(first).append(salt);
  const auto base = crypto::md5(mixed).substr(0, 5);
  const auto key = [&](std::uint32_t block) { return Rc4(crypto::md5(base + number_bytes(block))); };
  std::string check(info.substr(16, 32));
  key(0).apply(check.data(), check.size());
  if (crypto::md5(check.substr(0, 16)) != check.substr(16)) return std::nullopt;
  return rc4_rewrite(stream, key);
}

std::optional<std::string> open_rc4_sha1(std::string_view stream, std::string_view info, const std::string& password) {
  ByteCursor cursor(info);
  cursor.skip(4);  // flags
  ByteCursor header(cursor.take(cursor.u32()));
  header.skip(16);  // flags, extra size, cipher, hash
  std::uint32_t bits = header.u32();
  if (bits == 0) bits = 40;
  const auto salt = cursor.take(cursor.u32());
  const auto verifier = cursor.take(16);
  const auto verifier_hash = cursor.take(std::min<std::size_t>(cursor.u32(), 20));
  if (cursor.failed() || bits > 128 || verifier_hash.size() < 20) return std::nullopt;
  const auto base = crypto::sha1(std::string(salt) + crypto::utf16(password));
  const auto key = [&](std::uint32_t block) {
    auto bytes = crypto::sha1(base + number_bytes(block)).substr(0, bits / 8);
    if (bits == 40) bytes.resize(16, '\0');
    return Rc4(bytes);
  };
  std::string check = std::string(verifier) + std::string(verifier_hash);
  key(0).apply(check.data(), check.size());
  if (crypto::sha1(check.substr(0, 16)) != check.substr(16, 20)) return std::nullopt;
  return rc4_rewrite(stream, key);
}

namespace xor_method {

constexpr std::array<std::uint8_t, 15> padding{0xBB, 0xFF, 0xFF, 0xBA, 0xFF, 0xFF, 0xB9, 0x80,
                                               0x00, 0xBE, 0x0F, 0x00, 0xBF, 0x0F, 0x00};
constexpr std::array<std::uint16_t, 15> first_keys{0xE1F0, 0x1D0F, 0xCC9C, 0x84C0, 0x110C, 0x0E10, 0xF1CE, 0x313E,
                                                   0x1872, 0xE139, 0xD40F, 0x84F9, 0x280C, 0xA96A, 0x4EC3};
constexpr std::array<std::uint16_t, 105> matrix{
    0xAEFC, 0x4DD9, 0x9BB2, 0x2745, 0x4E8A, 0x9D14, 0x2A09, 0x7B61, 0xF6C2, 0xFDA5, 0xEB6B, 0xC6F7, 0x9DCF, 0x2BBF,
    0x4563, 0x8AC6, 0x05AD, 0x0B5A, 0x16B4, 0x2D68, 0x5AD0, 0x0375, 0x06EA, 0x0DD4, 0x1BA8, 0x3750, 0x6EA0, 0xDD40,
    0xD849, 0xA0B3, 0x5147, 0xA28E, 0x553D, 0xAA7A, 0x44D5, 0x6F45, 0xDE8A, 0xAD35, 0x4A4B, 0x9496, 0x390D, 0x721A,
    0xEB23, 0xC667, 0x9CEF, 0x29FF, 0x53FE, 0xA7FC, 0x5FD9, 0x47D3, 0x8FA6, 0x0F6D, 0x1EDA, 0x3DB4, 0x7B68, 0xF6D0,
    0xB861, 0x60E3, 0xC1C6, 0x93AD, 0x377B, 0x6EF6, 0xDDEC, 0x45A0, 0x8B40, 0x06A1, 0x0D42, 0x1A84, 0x3508, 0x6A10,
    0xAA51, 0x4483, 0x8906, 0x022D, 0x045A, 0x08B4, 0x1168, 0x76B4, 0xED68, 0xCAF1, 0x85C3, 0x1BA7, 0x374E, 0x6E9C,
    0x3730, 0x6E60, 0xDCC0, 0xA9A1, 0x4363, 0x86C6, 0x1DAD, 0x3331, 0x6662, 0xCCC4, 0x89A9, 0x0373, 0x06E6, 0x0DCC,
    0x1021, 0x2042, 0x4084, 0x8108, 0x1231, 0x2462, 0x48C4};

std::uint16_t verifier(std::string_view password) {
  std::uint16_t value = 0;
  const auto turn = [&] { value = static_cast<std::uint16_t>((value >> 14 & 1) | (value << 1 & 0x7FFF)); };
  for (auto at = password.rbegin(); at != password.rend(); ++at) {
    turn();
    value ^= static_cast<std::uint8_t>(*at);
  }
  turn();
  return static_cast<std::uint16_t>(value ^ password.size() ^ 0xCE4B);
}

std::uint16_t key(std::string_view password) {
  std::uint16_t value = first_keys[password.size() - 1];
  std::size_t element = matrix.size();
  for (auto at = password.rbegin(); at != password.rend(); ++at)
    for (int bit = 0, byte = *at; bit < 7; ++bit, byte <<= 1) {
      --element;
      if (byte & 0x40) value ^= matrix[element];
    }
  return value;
}

std::uint8_t rotate_left(std::uint8_t value, int by) {
  return static_cast<std::uint8_t>(value << by | value >> (8 - by));
}

std::array<std::uint8_t, 16> key_bytes(std::string_view password) {
  std::array<std::uint8_t, 16> bytes{};
  const std::uint16_t base = key(password);
  for (std::size_t i = 0; i < 16; ++i) {
    const std::uint8_t byte =
        i < password.size() ? static_cast<std::uint8_t>(password[i]) : padding[i - password.size()];
    bytes[i] = rotate_left(static_cast<std::uint8_t>(byte ^ (i & 1 ? base >> 8 : base & 0xFF)), 2);
  }
  return bytes;
}

}  // namespace xor_method

std::optional<std::string> open_xor(std::string_view stream, std::string_view info, std::string_view password) {
  if (info.size() < 4 || password.empty()) return std::nullopt;
  password = password.substr(0, 15);
  if (xor_method::key(password) != load<std::uint16_t>(info.data()) ||
      xor_method::verifier(password) != load<std::uint16_t>(info.data() + 2))
    return std::nullopt;
  const auto key = xor_method::key_bytes(password);
  return rewrite(stream, [&](Part part) {
    // The key begins at the end of the record's data, counted from the start of the stream.
    const std::size_t start = part.offset + part.size + part.before;
    for (std::size_t i = 0; i < part.size; ++i) {
      const auto turned = xor_method::rotate_left(static_cast<std::uint8_t>(part.bytes[i]), 3);
      part.bytes[i] = static_cast<char>(turned ^ key[(start + i) & 15]);
    }
  });
}

std::optional<std::string> try_password(std::string_view stream, std::string_view info, const std::string& password) {
  const int biff =
      load<std::uint16_t>(stream.data()) == type::bof && load<std::uint16_t>(stream.data() + 4) == 0x0600 ? 8 : 5;
  if (biff < 8) return open_xor(stream, info, password);
  if (info.size() < 6) return std::nullopt;
  if (load<std::uint16_t>(info.data()) == 0) return open_xor(stream, info.substr(2), password);
  const auto major = load<std::uint16_t>(info.data() + 2);
  return major == 1 ? open_rc4_md5(stream, info.substr(6), password) : open_rc4_sha1(stream, info.substr(6), password);
}

}  // namespace

std::string_view find_file_pass(std::string_view stream) {
  RecordReader reader(stream, 0);
  Record record;
  for (int i = 0; i < 64 && reader.next(record) && record.type != type::eof; ++i)
    if (record.type == type::file_pass && record.data.size() >= 4) return record.data;
  return {};
}

Result<std::string> decrypt_stream(std::string_view stream, std::string_view file_pass, const std::string& password) {
  for (const auto& candidate : {std::string(default_password), password})
    if (auto plain = try_password(stream, file_pass, candidate)) return *std::move(plain);
  if (password.empty())
    return Error{Code::encrypted, "the workbook is protected with a password", "open it with password = \"…\""};
  return Error{Code::encrypted, "the password does not open the workbook", "check the password"};
}

}  // namespace lunokhod::sheets::xls
