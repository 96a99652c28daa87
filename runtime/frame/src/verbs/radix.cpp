#include "verbs/radix.hpp"

#include <algorithm>
#include <array>

#include "big_vector.hpp"
#include "lunokhod/platform/parallel.hpp"

namespace lunokhod {
namespace {

constexpr int most_digit_bits = 11;
constexpr std::size_t buckets = std::size_t{1} << most_digit_bits;

// A number that fits 32 bits travels with its row in 8 bytes, others in 16.
template <class Word>
struct Item {
  Word word;
  std::uint32_t row;
};

template <class Word>
using Items = std::vector<Item<Word>>;
using Places = std::vector<std::array<std::uint32_t, buckets>>;

// False when every item has the same digit: then there is nothing to move.
bool places_of(Places& places, std::uint64_t digits, std::size_t size) {
  std::uint32_t at = 0;
  for (std::size_t digit = 0; digit < digits; ++digit) {
    const std::uint32_t before = at;
    for (auto& mine : places) {
      const std::uint32_t count = mine[digit];
      mine[digit] = at;
      at += count;
    }
    if (at - before == size) return false;
  }
  return true;
}

template <class Word>
bool pass(const Items<Word>& from, Items<Word>& to, int shift, int width, std::size_t workers) {
  const Word mask = (Word{1} << width) - 1;
  Places places(workers);
  in_parts(from.size(), 64, workers, [&](std::size_t worker, std::size_t begin, std::size_t end) {
    places[worker].fill(0);
    for (std::size_t i = begin; i < end; ++i) ++places[worker][from[i].word >> shift & mask];
  });
  if (!places_of(places, std::uint64_t{mask} + 1, from.size())) return false;
  in_parts(from.size(), 64, workers, [&](std::size_t worker, std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) to[places[worker][from[i].word >> shift & mask]++] = from[i];
  });
  return true;
}

template <class Word>
void sort_items(std::vector<std::uint32_t>& order, const std::vector<std::uint64_t>& words, int bits) {
  const std::size_t workers = worker_count(order.size());
  Items<Word> items, other;
  make_zeros(items, order.size());
  make_zeros(other, order.size());
  in_parts(order.size(), 64, workers, [&](std::size_t, std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) items[i] = {static_cast<Word>(words[order[i]]), order[i]};
  });
  const int passes = (bits + most_digit_bits - 1) / most_digit_bits;
  const int digit_bits = (bits + passes - 1) / passes;
  for (int done = 0; done < bits; done += digit_bits)
    if (pass(items, other, done, std::min(digit_bits, bits - done), workers)) items.swap(other);
  in_parts(order.size(), 64, workers, [&](std::size_t, std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) order[i] = items[i].row;
  });
}

}  // namespace

void radix_sort(std::vector<std::uint32_t>& order, const std::vector<std::uint64_t>& words, int bits) {
  if (bits <= 32)
    sort_items<std::uint32_t>(order, words, bits);
  else
    sort_items<std::uint64_t>(order, words, bits);
}

}  // namespace lunokhod
