// Digests and block ciphers by name, over libcrypto; results are bytes in strings.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lunokhod::sheets::crypto {

std::string md5(std::string_view bytes);
std::string sha1(std::string_view bytes);
// "SHA1", "SHA-256", "SHA512"…; empty for an unknown name.
std::string digest(std::string_view name, std::string_view bytes);
// The digest of `bytes`, then `spins` times the digest of a counter and the digest before.
std::string slow_hash(std::string_view name, std::string_view bytes, unsigned spins);
// The key of `size` bytes that PBKDF2 makes with HMAC-SHA-1.
std::string pbkdf2_sha1(std::string_view password, std::string_view salt, std::uint32_t iterations, std::size_t size);
// AES without padding, 128 to 256 bits by the size of the key; empty where sizes do not fit.
std::optional<std::string> aes_cbc_decrypt(std::string_view key, std::string_view iv, std::string_view bytes);
std::optional<std::string> aes_ecb_decrypt(std::string_view key, std::string_view bytes);
std::optional<std::string> from_base64(std::string_view text);

std::string utf16(std::string_view utf8);  // little-endian, without a mark

}  // namespace lunokhod::sheets::crypto
