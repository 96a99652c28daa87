#include "verbs/radix.hpp"

#include <algorithm>
#include <array>

#include "parallel.hpp"

namespace lunokhod {
namespace {

constexpr int most_digit_bits = 11;
constexpr std::size_t buckets = std::size_t{1} << most_digit_bits;

struct Item {
  std::uint64_t word;
  std::uint32_t row;
};

void pass(const std::vector<Item>& from, std::vector<Item>& to, int shift, std::uint64_t mask, std::size_t workers) {
  std::vector<std::array<std::uint32_t, buckets>> places(workers);
  in_parts(from.size(), 64, workers, [&](std::size_t worker, std::size_t begin, std::size_t end) {
    places[worker].fill(0);
    for (std::size_t i = begin; i < end; ++i) ++places[worker][from[i].word >> shift & mask];
  });
  std::uint32_t at = 0;
  for (std::size_t digit = 0; digit <= mask; ++digit)
    for (std::size_t worker = 0; worker < workers; ++worker) {
      const std::uint32_t count = places[worker][digit];
      places[worker][digit] = at;
      at += count;
    }
  in_parts(from.size(), 64, workers, [&](std::size_t worker, std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) to[places[worker][from[i].word >> shift & mask]++] = from[i];
  });
}

}  // namespace

void radix_sort(std::vector<std::uint32_t>& order, const std::vector<std::uint64_t>& words, int bits) {
  const std::size_t workers = worker_count(order.size());
  std::vector<Item> items(order.size()), other(order.size());
  in_parts(order.size(), 64, workers, [&](std::size_t, std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) items[i] = {words[order[i]], order[i]};
  });
  const int passes = (bits + most_digit_bits - 1) / most_digit_bits;
  const int digit_bits = (bits + passes - 1) / passes;
  for (int done = 0; done < bits; done += digit_bits) {
    const int width = std::min(digit_bits, bits - done);
    pass(items, other, done, (std::uint64_t{1} << width) - 1, workers);
    items.swap(other);
  }
  in_parts(order.size(), 64, workers, [&](std::size_t, std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) order[i] = items[i].row;
  });
}

}  // namespace lunokhod
