#include <bit>

#include "tables/codes.hpp"
#include "text_hash.hpp"

namespace lunokhod {

WordTable::WordTable(std::size_t expected) {
  const std::size_t size = std::bit_ceil(expected * 2 + 64);
  slots_.assign(size, Slot{});
  shift_ = 64 - std::countr_zero(size);
}

std::uint32_t WordTable::add(std::uint64_t word) {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = (word * 0x9E3779B97F4A7C15u ^ word >> 32) * 0xd6e8feb86659fd93u >> shift_;
  while (slots_[at].used) {
    if (slots_[at].word == word) return slots_[at].number;
    at = (at + 1) & mask;
  }
  const auto number = static_cast<std::uint32_t>(size_++);
  slots_[at] = {word, number, 1};
  if (size_ * 2 > slots_.size()) grow();
  return number;
}

std::uint32_t WordTable::find(std::uint64_t word) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = (word * 0x9E3779B97F4A7C15u ^ word >> 32) * 0xd6e8feb86659fd93u >> shift_;
  while (slots_[at].used) {
    if (slots_[at].word == word) return slots_[at].number;
    at = (at + 1) & mask;
  }
  return absent;
}

void WordTable::grow() {
  std::vector<Slot> old(slots_.size() * 2, Slot{});
  old.swap(slots_);
  --shift_;
  const std::size_t mask = slots_.size() - 1;
  for (const Slot& slot : old) {
    if (!slot.used) continue;
    std::size_t at = (slot.word * 0x9E3779B97F4A7C15u ^ slot.word >> 32) * 0xd6e8feb86659fd93u >> shift_;
    while (slots_[at].used) at = (at + 1) & mask;
    slots_[at] = slot;
  }
}

TextTable::TextTable() : slots_(256) {}

std::size_t TextTable::place(std::uint64_t hash, std::string_view text) const {
  const std::size_t mask = slots_.size() - 1;
  const auto short_hash = static_cast<std::uint32_t>(hash >> 32);
  for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
    const Slot& slot = slots_[at];
    if (slot.number == WordTable::absent) return at;
    if (slot.hash == short_hash && texts_[slot.number] == text) return at;
  }
}

std::uint32_t TextTable::add(std::string_view text) {
  const std::uint64_t hash = text_hash(text);
  Slot& slot = slots_[place(hash, text)];
  if (slot.number != WordTable::absent) return slot.number;
  const auto number = static_cast<std::uint32_t>(texts_.size());
  slot = {static_cast<std::uint32_t>(hash >> 32), number};
  texts_.push_back(text);
  if (texts_.size() * 2 > slots_.size()) grow();
  return number;
}

std::uint32_t TextTable::find(std::string_view text) const {
  return slots_[place(text_hash(text), text)].number;
}

void TextTable::grow() {
  slots_.assign(slots_.size() * 2, Slot{});
  const std::size_t mask = slots_.size() - 1;
  for (std::uint32_t number = 0; number < texts_.size(); ++number) {
    const std::uint64_t hash = text_hash(texts_[number]);
    std::size_t at = hash & mask;
    while (slots_[at].number != WordTable::absent) at = (at + 1) & mask;
    slots_[at] = {static_cast<std::uint32_t>(hash >> 32), number};
  }
}

}  // namespace lunokhod
