// Where the text of columns lives: an append-only arena of bytes that never move, addressed by an 8-byte TextRef.
// A pool is shared by the columns (and frames) that point into it and is freed with the last of them.
// One thread appends; any number read what was appended before they were started.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace lunokhod {

// offset (40 bits) and length in bytes (24 bits, so one text is at most 16 MiB - 1).
struct TextRef {
  std::uint64_t word = 0;
  std::uint64_t offset() const { return word >> 24; }
  std::uint32_t length() const { return static_cast<std::uint32_t>(word & 0xFFFFFF); }
  bool operator==(const TextRef&) const = default;  // the same place, therefore the same text (not the other way round)
};

class TextPool {
 public:
  static constexpr std::size_t chunk_size = std::size_t{1} << 20;
  static constexpr std::size_t max_length = (std::size_t{1} << 24) - 1;

  TextPool() = default;
  TextPool(const TextPool&) = delete;
  TextPool& operator=(const TextPool&) = delete;

  // Longer than max_length is cut there, at a code point; callers that must not lose text check first.
  TextRef add(std::string_view text);
  // Room for `length` bytes to be written in place, then commit(actual). The pointer is valid until the next call.
  char* reserve(std::size_t length);
  TextRef commit(std::size_t length);

  std::string_view view(TextRef ref) const {
    const std::uint64_t offset = ref.offset();
    return {chunks_[offset / chunk_size] + offset % chunk_size, ref.length()};
  }
  // Everything added since a mark can be forgotten at once, by a reader whose texts live for one batch only.
  struct Mark {
    std::size_t end, limit, chunks, blocks;
  };
  Mark mark() const { return {end_, limit_, chunks_.size(), blocks_.size()}; }
  void rewind(const Mark& mark);
  std::size_t bytes() const { return owned_bytes_; }

 private:
  std::vector<char*> chunks_;  // a text longer than a chunk has a block of several of them
  std::vector<std::unique_ptr<char[]>> blocks_;
  std::size_t end_ = 0;    // offset of the next free byte
  std::size_t limit_ = 0;  // end of the current block
  std::size_t owned_bytes_ = 0;
};

}  // namespace lunokhod
