#include "crypto/hashes.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <memory>

#include "lunokhod/base/encoding.hpp"

namespace lunokhod::sheets::crypto {
namespace {

std::string hash(const EVP_MD* method, std::string_view bytes) {
  std::string out(EVP_MAX_MD_SIZE, '\0');
  unsigned size = 0;
  if (!method ||
      EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(out.data()), &size, method, nullptr) != 1)
    return {};
  out.resize(size);
  return out;
}

const EVP_MD* method_of(std::string_view name) {
  std::string plain;
  for (const char c : name)
    if (c != '-') plain += c;
  if (plain == "SHA1") return EVP_sha1();
  if (plain == "SHA256") return EVP_sha256();
  if (plain == "SHA384") return EVP_sha384();
  if (plain == "SHA512") return EVP_sha512();
  if (plain == "MD5") return EVP_md5();
  return nullptr;
}

const unsigned char* raw(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

std::optional<std::string> decrypt(const EVP_CIPHER* method, std::string_view key, std::string_view iv,
                                   std::string_view bytes) {
  if (!method || bytes.size() % 16 != 0 || bytes.size() > 0x7FFFFFF0) return std::nullopt;
  const std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> context(EVP_CIPHER_CTX_new(),
                                                                                EVP_CIPHER_CTX_free);
  std::string out(bytes.size(), '\0');
  int size = 0;
  if (EVP_DecryptInit_ex(context.get(), method, nullptr, raw(key), iv.empty() ? nullptr : raw(iv)) != 1 ||
      EVP_CIPHER_CTX_set_padding(context.get(), 0) != 1 ||
      EVP_DecryptUpdate(context.get(), reinterpret_cast<unsigned char*>(out.data()), &size, raw(bytes),
                        static_cast<int>(bytes.size())) != 1)
    return std::nullopt;
  out.resize(static_cast<std::size_t>(size));
  return out;
}

}  // namespace

std::string md5(std::string_view bytes) {
  return hash(EVP_md5(), bytes);
}
std::string sha1(std::string_view bytes) {
  return hash(EVP_sha1(), bytes);
}

std::string digest(std::string_view name, std::string_view bytes) {
  return hash(method_of(name), bytes);
}

std::string slow_hash(std::string_view name, std::string_view bytes, unsigned spins) {
  std::string current = digest(name, bytes);
  const auto* method = method_of(name);
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  if (current.empty() || EVP_DigestInit_ex(context.get(), method, nullptr) != 1) return {};
  for (std::uint32_t spin = 0; spin < spins; ++spin) {
    EVP_DigestInit_ex(context.get(), nullptr, nullptr);
    EVP_DigestUpdate(context.get(), &spin, 4);
    EVP_DigestUpdate(context.get(), current.data(), current.size());
    EVP_DigestFinal_ex(context.get(), reinterpret_cast<unsigned char*>(current.data()), nullptr);
  }
  return current;
}

std::optional<std::string> aes_cbc_decrypt(std::string_view key, std::string_view iv, std::string_view bytes) {
  if (iv.size() != 16) return std::nullopt;
  const auto* method = key.size() == 16   ? EVP_aes_128_cbc()
                       : key.size() == 24 ? EVP_aes_192_cbc()
                       : key.size() == 32 ? EVP_aes_256_cbc()
                                          : nullptr;
  return decrypt(method, key, iv, bytes);
}

std::optional<std::string> aes_ecb_decrypt(std::string_view key, std::string_view bytes) {
  const auto* method = key.size() == 16   ? EVP_aes_128_ecb()
                       : key.size() == 24 ? EVP_aes_192_ecb()
                       : key.size() == 32 ? EVP_aes_256_ecb()
                                          : nullptr;
  return decrypt(method, key, {}, bytes);
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
