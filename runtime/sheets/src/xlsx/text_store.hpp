// Where a reader puts texts: into the workbook's pool, valid UTF-8, and a text seen lately only once. Counts what is
// kept.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "lunokhod/base/error.hpp"
#include "lunokhod/frame/text_pool.hpp"

namespace lunokhod::sheets::xlsx {

class TextStore {
 public:
  TextStore(std::shared_ptr<TextPool> pool, std::uint64_t most_bytes)
      : pool_(std::move(pool)), most_bytes_(most_bytes) {}

  // Always answers; full() is to be asked now and then.
  TextRef add(std::string_view text);  // looks in the store first
  TextRef add_new(std::string_view text);
  bool full() const { return pool_->bytes() > most_bytes_ || too_long_; }
  Error full_error() const;
  const TextPool& pool() const { return *pool_; }

 private:
  struct Slot {
    std::uint64_t hash = 0;
    TextRef ref;
  };
  static constexpr std::size_t slot_count = std::size_t{1} << 16;

  std::shared_ptr<TextPool> pool_;
  std::uint64_t most_bytes_;
  bool too_long_ = false;
  std::vector<Slot> slots_;  // by hash; a newer text takes the place of an older one
};

}  // namespace lunokhod::sheets::xlsx
