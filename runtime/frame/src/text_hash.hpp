// A hash of a text's bytes for tables that live within one call. Not for untrusted keys across processes: its tables
// are bounded by the frame that is being worked on.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace lunokhod {

inline std::uint64_t mixed_bits(std::uint64_t word) {
  word ^= word >> 32;
  word *= 0xd6e8feb86659fd93u;
  word ^= word >> 32;
  word *= 0xd6e8feb86659fd93u;
  return word ^ word >> 32;
}

inline std::uint64_t text_hash(std::string_view text) {
  std::uint64_t hash = text.size() * 0x9E3779B97F4A7C15u;
  const char* at = text.data();
  std::size_t rest = text.size();
  for (; rest >= 8; rest -= 8, at += 8) {
    std::uint64_t word;
    std::memcpy(&word, at, 8);
    hash = (hash ^ word) * 0xff51afd7ed558ccdu;
    hash ^= hash >> 32;
  }
  if (rest > 0) {
    std::uint64_t word = 0;
    std::memcpy(&word, at, rest);
    hash = (hash ^ word) * 0xff51afd7ed558ccdu;
  }
  return mixed_bits(hash);
}

}  // namespace lunokhod
