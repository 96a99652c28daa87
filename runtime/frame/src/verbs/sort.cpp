// Every key becomes a whole number of as few bits as its values need; numbers of neighbouring keys are packed into
// words, and the words are sorted by a radix sort that keeps the order of equals.
#include "lunokhod/frame/sort.hpp"

#include <algorithm>
#include <bit>
#include <numeric>

#include "big_vector.hpp"
#include "lunokhod/frame/take.hpp"
#include "tables/codes.hpp"
#include "verbs/radix.hpp"

namespace lunokhod {
namespace {

// Unsigned order = order of the values. Null rows hold anything.
std::uint64_t ordered_word(const Column& column, std::size_t row) {
  constexpr std::uint64_t sign = std::uint64_t{1} << 63;
  const std::uint64_t word = key_word(column, row);
  if (column.dtype != Dtype::float_) return word ^ sign;
  return word & sign ? ~word : word | sign;
}

std::vector<std::uint64_t> text_order(const Column& column) {
  TextTable table;
  std::vector<std::uint64_t> out(column.size());
  for (std::size_t row = 0; row < column.size(); ++row)
    if (!column.is_null(row)) out[row] = table.add(column.as_text(row));
  std::vector<std::string_view> texts(table.size());
  for (std::uint32_t i = 0; i < texts.size(); ++i) texts[i] = table.text(i);
  const std::vector<std::uint32_t> ranks = text_ranks(texts);
  for (std::size_t row = 0; row < column.size(); ++row)
    if (!column.is_null(row)) out[row] = ranks[out[row]];
  return out;
}

// One key's numbers, from zero, with how many bits they take. Nulls are 0 here and told apart by a part of their own.
struct Part {
  std::vector<std::uint64_t> numbers;
  int bits = 0;
};

Part value_part(const Column& column, bool descending) {
  Part part;
  if (column.dtype == Dtype::text) {
    part.numbers = text_order(column);
  } else {
    make_zeros(part.numbers, column.size());
    for (std::size_t row = 0; row < column.size(); ++row) part.numbers[row] = ordered_word(column, row);
  }
  std::uint64_t least = ~std::uint64_t{0}, most = 0;
  const bool all_valid = column.valid.all();
  for (std::size_t row = 0; row < column.size(); ++row) {
    if (!all_valid && column.is_null(row)) continue;
    least = std::min(least, part.numbers[row]);
    most = std::max(most, part.numbers[row]);
  }
  if (least > most) least = most = 0;
  for (std::size_t row = 0; row < column.size(); ++row) {
    const bool null = !all_valid && column.is_null(row);
    part.numbers[row] = null ? 0 : descending ? most - part.numbers[row] : part.numbers[row] - least;
  }
  part.bits = std::bit_width(most - least);
  return part;
}

Part null_part(const Column& column, bool nulls_first) {
  Part part;
  part.bits = 1;
  part.numbers.resize(column.size());
  for (std::size_t row = 0; row < column.size(); ++row) part.numbers[row] = column.is_null(row) != nulls_first;
  return part;
}

// Takes parts from the least important to the most and sorts by each full word.
class Sorter {
 public:
  explicit Sorter(std::size_t rows) : order_(rows) { std::iota(order_.begin(), order_.end(), 0u); }

  void add(Part part) {
    if (part.bits == 0) return;
    if (bits_ + part.bits > 64) flush();
    if (bits_ == 0) {
      word_ = std::move(part.numbers);
    } else {
      for (std::size_t row = 0; row < word_.size(); ++row) word_[row] |= part.numbers[row] << bits_;
    }
    bits_ += part.bits;
  }
  std::vector<std::uint32_t> finish() {
    flush();
    return std::move(order_);
  }

 private:
  void flush() {
    if (bits_ > 0) radix_sort(order_, word_, bits_);
    bits_ = 0;
  }
  std::vector<std::uint32_t> order_;
  std::vector<std::uint64_t> word_;
  int bits_ = 0;
};

}  // namespace

Result<std::vector<std::uint32_t>> sorted_rows(const Frame& frame, std::span<const SortKey> keys) {
  if (keys.empty()) return Error{Code::invalid_argument, "sort wants at least one column"};
  std::vector<const Column*> columns;
  for (const SortKey& key : keys) {
    const std::size_t index = TRY(frame.find(key.column));
    columns.push_back(&frame.column(index));
    if (columns.back()->dtype == Dtype::mixed)
      return Error{Code::type_mismatch, "column \"" + columns.back()->name + "\" holds numbers, texts or dates mixed",
                   "cast it to one type before sorting by it"};
  }
  Sorter sorter(frame.height());
  for (std::size_t i = keys.size(); i-- > 0;) {
    sorter.add(value_part(*columns[i], keys[i].descending));
    if (!columns[i]->valid.all()) sorter.add(null_part(*columns[i], keys[i].nulls_first));
  }
  return sorter.finish();
}

Result<Frame> sort(const Frame& frame, std::span<const SortKey> keys) {
  return take(frame, TRY(sorted_rows(frame, keys)));
}

}  // namespace lunokhod
