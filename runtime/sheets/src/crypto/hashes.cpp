#include "crypto/hashes.hpp"

// The plain functions, not EVP: it would link every algorithm of libcrypto and its tables, which each start pays for.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/aes.h>
#include <openssl/md5.h>
#include <openssl/sha.h>

#include <cstdint>

#include "lunokhod/base/encoding.hpp"

namespace lunokhod::sheets::crypto {
namespace {

// The digest of one text and then another.
using Digest = std::string (*)(std::string_view, std::string_view);

template <class State, auto init, auto update, auto finish, std::size_t size>
std::string digest_of(std::string_view first, std::string_view second) {
  State state;
  std::string out(size, '\0');
  init(&state);
  update(&state, first.data(), first.size());
  update(&state, second.data(), second.size());
  finish(reinterpret_cast<unsigned char*>(out.data()), &state);
  return out;
}

constexpr Digest md5_of = digest_of<MD5_CTX, MD5_Init, MD5_Update, MD5_Final, MD5_DIGEST_LENGTH>;
constexpr Digest sha1_of = digest_of<SHA_CTX, SHA1_Init, SHA1_Update, SHA1_Final, SHA_DIGEST_LENGTH>;

Digest method_of(std::string_view name) {
  std::string plain;
  for (const char c : name)
    if (c != '-') plain += c;
  if (plain == "SHA1") return sha1_of;
  if (plain == "SHA256") return digest_of<SHA256_CTX, SHA256_Init, SHA256_Update, SHA256_Final, SHA256_DIGEST_LENGTH>;
  if (plain == "SHA384") return digest_of<SHA512_CTX, SHA384_Init, SHA384_Update, SHA384_Final, SHA384_DIGEST_LENGTH>;
  if (plain == "SHA512") return digest_of<SHA512_CTX, SHA512_Init, SHA512_Update, SHA512_Final, SHA512_DIGEST_LENGTH>;
  if (plain == "MD5") return md5_of;
  return nullptr;
}

const unsigned char* raw(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

// HMAC whose two beginnings are hashed once, however many texts follow.
class HmacSha1 {
 public:
  explicit HmacSha1(std::string_view key) {
    std::string block = key.size() > SHA_CBLOCK ? sha1_of(key, {}) : std::string(key);
    block.resize(SHA_CBLOCK);
    begin(inner_, block, '\x36');
    begin(outer_, block, '\x5C');
  }
  std::string operator()(std::string_view text) const { return behind(outer_, behind(inner_, text)); }

 private:
  static void begin(SHA_CTX& state, std::string block, char mask) {
    for (char& c : block) c = static_cast<char>(c ^ mask);
    SHA1_Init(&state);
    SHA1_Update(&state, block.data(), block.size());
  }
  static std::string behind(SHA_CTX state, std::string_view text) {
    std::string out(SHA_DIGEST_LENGTH, '\0');
    SHA1_Update(&state, text.data(), text.size());
    SHA1_Final(reinterpret_cast<unsigned char*>(out.data()), &state);
    return out;
  }
  SHA_CTX inner_, outer_;
};

// The key as AES wants it; false where it is not 128, 192 or 256 bits or the text is not whole blocks.
bool schedule(std::string_view key, std::string_view bytes, AES_KEY& scheduled) {
  const bool known_size = key.size() == 16 || key.size() == 24 || key.size() == 32;
  return known_size && bytes.size() % AES_BLOCK_SIZE == 0 &&
         AES_set_decrypt_key(raw(key), static_cast<int>(key.size() * 8), &scheduled) == 0;
}

}  // namespace

std::string md5(std::string_view bytes) {
  return md5_of(bytes, {});
}
std::string sha1(std::string_view bytes) {
  return sha1_of(bytes, {});
}

std::string digest(std::string_view name, std::string_view bytes) {
  const Digest method = method_of(name);
  return method ? method(bytes, {}) : std::string{};
}

std::string slow_hash(std::string_view name, std::string_view bytes, unsigned spins) {
  const Digest method = method_of(name);
  if (!method) return {};
  std::string current = method(bytes, {});
  for (std::uint32_t spin = 0; spin < spins; ++spin)
    current = method({reinterpret_cast<const char*>(&spin), sizeof spin}, current);
  return current;
}

std::string pbkdf2_sha1(std::string_view password, std::string_view salt, std::uint32_t iterations, std::size_t size) {
  const HmacSha1 hmac(password);
  std::string key;
  for (unsigned block = 1; key.size() < size; ++block) {
    const char number[] = {0, 0, 0, static_cast<char>(block)};  // big-endian; no key needs 256 blocks
    std::string current = hmac(std::string(salt) + std::string(number, 4)), sum = current;
    for (std::uint32_t i = 1; i < iterations; ++i) {
      current = hmac(current);
      for (std::size_t at = 0; at < sum.size(); ++at) sum[at] = static_cast<char>(sum[at] ^ current[at]);
    }
    key += sum;
  }
  key.resize(size);
  return key;
}

std::optional<std::string> aes_cbc_decrypt(std::string_view key, std::string_view iv, std::string_view bytes) {
  AES_KEY scheduled;
  if (iv.size() != AES_BLOCK_SIZE || !schedule(key, bytes, scheduled)) return std::nullopt;
  std::string out(bytes.size(), '\0'), chain(iv);
  AES_cbc_encrypt(raw(bytes), reinterpret_cast<unsigned char*>(out.data()), bytes.size(), &scheduled,
                  reinterpret_cast<unsigned char*>(chain.data()), AES_DECRYPT);
  return out;
}

std::optional<std::string> aes_ecb_decrypt(std::string_view key, std::string_view bytes) {
  AES_KEY scheduled;
  if (!schedule(key, bytes, scheduled)) return std::nullopt;
  std::string out(bytes.size(), '\0');
  for (std::size_t at = 0; at < bytes.size(); at += AES_BLOCK_SIZE)
    AES_decrypt(raw(bytes) + at, reinterpret_cast<unsigned char*>(out.data()) + at, &scheduled);
  return out;
}

std::optional<std::string> from_base64(std::string_view text) {
  std::string out;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const auto value = alphabet.find(c);
    if (c == '=' || c == '\n' || c == '\r' || c == ' ' || c == '\t') continue;
    if (value == alphabet.npos) return std::nullopt;
    bits = bits << 6 | static_cast<std::uint32_t>(value);
    if ((count += 6) >= 8) {
      count -= 8;
      out += static_cast<char>(bits >> count & 0xFF);
    }
  }
  return out;
}

std::string utf16(std::string_view utf8) {
  auto converted = from_utf8(utf8, Encoding::utf16le);
  return converted.ok() ? *std::move(converted) : std::string{};
}

}  // namespace lunokhod::sheets::crypto
