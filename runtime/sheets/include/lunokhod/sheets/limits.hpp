// Bounds of what one file may cost. Exceeding one is an error Code::limit that names it; 256 MiB or 2 s is spent at
// most before a hostile file is refused.
#pragma once

#include <cstddef>
#include <cstdint>

namespace lunokhod::sheets::limits {

inline constexpr std::uint32_t rows = 1'048'576;
inline constexpr std::uint32_t columns = 16'384;
inline constexpr std::uint64_t inflated_part = std::uint64_t{4} << 30;  // one part of a zip, streamed
inline constexpr std::uint64_t inflated_small_part = std::uint64_t{64}
                                                     << 20;  // parts held whole (styles, workbook, rels)
inline constexpr std::uint64_t ratio =
    1'100;  // inflated : packed (deflate's own bound is about 1,032), judged after 1 MiB
inline constexpr std::uint64_t cells = 200'000'000;
inline constexpr std::uint64_t strings = 20'000'000;
inline constexpr std::size_t merges = 200'000;

}  // namespace lunokhod::sheets::limits
