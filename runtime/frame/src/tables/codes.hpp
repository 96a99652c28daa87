// Values as small whole numbers: equal values get equal codes. Grouping, distinct rows, joins, pivots and the sorting
// of texts all begin here. Null is a value of its own; 0.0 and -0.0 are one, NaN equals NaN.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "lunokhod/frame/frame.hpp"

namespace lunokhod {

// Open addressing, word → number in order of first appearance.
class WordTable {
 public:
  explicit WordTable(std::size_t expected = 0);
  std::uint32_t add(std::uint64_t word);
  static constexpr std::uint32_t absent = 0xFFFFFFFF;
  std::uint32_t find(std::uint64_t word) const;
  std::size_t size() const { return size_; }

 private:
  struct Slot {
    std::uint64_t word;
    std::uint32_t number;
    std::uint32_t used;
  };
  void grow();
  std::vector<Slot> slots_;
  std::size_t size_ = 0;
  int shift_ = 0;
};

class TextTable {
 public:
  TextTable();
  std::uint32_t add(std::string_view text);
  std::uint32_t find(std::string_view text) const;  // WordTable::absent
  std::size_t size() const { return texts_.size(); }
  std::string_view text(std::uint32_t number) const { return texts_[number]; }

 private:
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t number = 0xFFFFFFFF;
  };
  std::size_t place(std::uint64_t hash, std::string_view text) const;
  void grow();
  std::vector<Slot> slots_;
  std::vector<std::string_view> texts_;
};

struct Codes {
  std::vector<std::uint32_t> codes;  // per row, below `bound`
  std::uint64_t bound = 0;           // not every code below it need occur
};
Codes codes_of(const Column& column);

struct Groups {
  std::vector<std::uint32_t> group;      // per row
  std::vector<std::uint32_t> first_row;  // per group, in order of first appearance
  std::size_t count() const { return first_row.size(); }
};
// Rows with equal values in all these columns; without columns all rows are one group.
Groups groups_of(const Frame& frame, std::span<const std::size_t> columns);

// For texts: the place of each code in the order of code points. `texts` by code.
std::vector<std::uint32_t> text_ranks(const std::vector<std::string_view>& texts);

// The word under which equal values meet.
inline std::uint64_t key_word(const Column& column, std::size_t row) {
  std::uint64_t word = column.words[row];
  if (column.dtype == Dtype::float_) {
    const double value = column.as_float(row);
    if (value == 0) word = 0;
    if (value != value) word = 0x7FF8000000000000u;
  }
  return word;
}

}  // namespace lunokhod
