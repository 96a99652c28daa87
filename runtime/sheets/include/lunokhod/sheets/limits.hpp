// Bounds of what one file may cost. Exceeding one is an error Code::limit that names it; 256 MiB or 2 s is spent at
// most before a hostile file is refused.
#pragma once

#include <cstddef>
#include <cstdint>

namespace lunokhod::sheets::limits {

inline constexpr std::uint32_t rows = 1'048'576;
inline constexpr std::uint32_t columns = 16'384;
inline constexpr std::uint64_t inflated_part = std::uint64_t{4} << 30;         // one part of a zip, streamed
inline constexpr std::uint64_t inflated_small_part = std::uint64_t{64} << 20;  // held whole: styles, workbook, rels
// Past inflated_judged a part must have cost bytes of the file: inflated : packed at most inflated_ratio.
inline constexpr std::uint64_t inflated_judged = std::uint64_t{256} << 20;
inline constexpr std::uint64_t inflated_ratio = 100;
inline constexpr std::uint64_t inflated_together = std::uint64_t{512} << 20;  // the same for all parts of a file
inline constexpr std::size_t sheets = 10'000;
inline constexpr std::size_t relationships = 100'000;  // of one part
inline constexpr std::uint64_t cells = 200'000'000;
inline constexpr std::uint64_t strings = 20'000'000;
inline constexpr std::size_t merges = 200'000;

// What may be kept of a file (texts and their index): generous for real files, small for a small file that claims much.
constexpr std::uint64_t kept_bytes(std::uint64_t file_size) {
  constexpr std::uint64_t least = std::uint64_t{160} << 20;
  return file_size * 40 > least ? file_size * 40 : least;
}

}  // namespace lunokhod::sheets::limits
