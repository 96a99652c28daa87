// The plain SHA256_* functions are used: unlike EVP they need no library initialisation, which would cost every short
// process a millisecond.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "lunokhod/platform/sha256.hpp"

#include <fcntl.h>
#include <openssl/sha.h>
#include <cerrno>

#include "lunokhod/platform/descriptor.hpp"
#include "whole_io.hpp"

namespace lunokhod {
namespace {

std::string finish(SHA256_CTX& state) {
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256_Final(digest, &state);
  std::string text;
  for (const unsigned char byte : digest) {
    text += "0123456789abcdef"[byte >> 4];
    text += "0123456789abcdef"[byte & 15];
  }
  return text;
}

}  // namespace

std::string sha256(std::string_view bytes) {
  SHA256_CTX state;
  SHA256_Init(&state);
  SHA256_Update(&state, bytes.data(), bytes.size());
  return finish(state);
}

Result<std::string> sha256_of_file(const std::string& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) return error_of_errno(errno, "open", path);
  SHA256_CTX state;
  SHA256_Init(&state);
  char buffer[1 << 16];
  while (true) {
    const std::int64_t got = platform::read_whole(file.get(), buffer, sizeof buffer);
    if (got < 0) return error_of_errno(static_cast<int>(-got), "read", path);
    SHA256_Update(&state, buffer, static_cast<std::size_t>(got));
    if (got < static_cast<std::int64_t>(sizeof buffer)) return finish(state);
  }
}

}  // namespace lunokhod
