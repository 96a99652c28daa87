// Where a reader puts texts: into the workbook's pool, valid UTF-8. In a column that repeats itself (a warehouse, a
// status) a text seen lately is kept once; a column that does not is told by its first thousand cells and never
// searched again.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "lunokhod/base/error.hpp"
#include "lunokhod/frame/text_pool.hpp"

namespace lunokhod::sheets::xlsx {

class TextStore {
 public:
  TextStore(std::shared_ptr<TextPool> pool, std::uint64_t most_bytes)
      : pool_(std::move(pool)), most_bytes_(most_bytes) {}

  // Always answer; full() is to be asked now and then.
  TextRef add(std::string_view text);
  TextRef add(std::string_view text, std::uint32_t column);  // looks for it in the column's recent ones
  // Texts are wanted until the next batch only: after it their place is used again.
  void begin_transient();
  void end_batch();
  void end_transient();
  // `indexed`: texts that the caller keeps references to in a growing vector.
  bool full(std::size_t indexed = 0) const {
    return pool_->bytes() + 2 * indexed * sizeof(TextRef) > most_bytes_ || too_long_;
  }
  Error full_error() const;
  const TextPool& pool() const { return *pool_; }

 private:
  struct Slot {
    std::uint64_t hash = 0;
    TextRef ref;
  };
  struct Recent {
    std::vector<Slot> slots;  // by hash; a newer text takes the place of an older one
    std::uint32_t asked = 0, found = 0;
    bool given_up = false;
  };
  static constexpr std::size_t slot_count = 1024;
  static constexpr std::uint32_t trial = 1024;      // questions after which a column is judged
  static constexpr std::size_t most_columns = 256;  // columns further right are not searched

  std::shared_ptr<TextPool> pool_;
  std::uint64_t most_bytes_;
  bool too_long_ = false;
  std::vector<Recent> recent_;
  std::optional<TextPool::Mark> transient_;
};

}  // namespace lunokhod::sheets::xlsx
