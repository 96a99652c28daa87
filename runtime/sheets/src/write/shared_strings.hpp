// The distinct texts of a workbook, each kept once and named by its index. Memory has a cap: texts that come after it,
// and texts that collide too often (somebody made them so), are not taken, and their cells carry them inline.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

#include "lunokhod/frame/text_pool.hpp"

namespace lunokhod::sheets::writing {

class PartStream;

class SharedStrings {
 public:
  static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();
  static constexpr std::size_t max_texts = 1'000'000;
  static constexpr std::size_t max_bytes = std::size_t{48} << 20;

  explicit SharedStrings(std::size_t cap_texts = max_texts, std::size_t cap_bytes = max_bytes)
      : cap_texts_(cap_texts), cap_bytes_(cap_bytes), slots_(1024) {}

  std::uint32_t intern(std::string_view text) { return intern(text, hash_of(text)); }  // its index, or none

  // Many at once, quicker: memory is asked for ahead, so that the places of a large table are there when they are
  // looked at.
  static constexpr std::size_t most_at_once = 256;
  void intern(std::span<const std::string_view> texts, std::uint32_t* indices);

  std::size_t size() const { return texts_.size(); }
  std::string_view text(std::uint32_t index) const { return pool_.view(texts_[index]); }
  std::uint64_t references() const { return references_; }

  void write(PartStream& out) const;  // the whole sharedStrings part

 private:
  struct Slot {
    std::uint32_t tag = 0;    // upper half of the hash
    std::uint32_t index = 0;  // 1-based; 0: free
  };
  static std::uint64_t hash_of(std::string_view text);
  std::uint32_t intern(std::string_view text, std::uint64_t hash);
  void grow();

  std::size_t cap_texts_, cap_bytes_;
  std::vector<Slot> slots_;
  std::vector<TextRef> texts_;
  std::vector<std::uint64_t> hashes_;
  TextPool pool_;
  std::size_t bytes_ = 0;
  std::uint64_t references_ = 0;
};

}  // namespace lunokhod::sheets::writing
