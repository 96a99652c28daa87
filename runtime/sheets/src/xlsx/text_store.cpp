#include "xlsx/text_store.hpp"

#include <cstring>

#include "lunokhod/base/text.hpp"

namespace lunokhod::sheets::xlsx {

namespace {

// Quick and good enough for a table that forgives collisions; never used across files.
std::uint64_t hash_of(std::string_view text) {
  constexpr std::uint64_t multiplier = 0x9E3779B97F4A7C15;
  std::uint64_t hash = text.size() * multiplier;
  const char* at = text.data();
  std::size_t left = text.size();
  for (; left >= 8; at += 8, left -= 8) {
    std::uint64_t word;
    std::memcpy(&word, at, 8);
    hash = (hash ^ word) * multiplier;
    hash ^= hash >> 32;
  }
  std::uint64_t word = 0;
  std::memcpy(&word, at, left);
  hash = (hash ^ word) * multiplier;
  return hash ^ hash >> 29;
}

}  // namespace

TextRef TextStore::add_new(std::string_view text) {
  if (text.size() > TextPool::max_length) too_long_ = true;
  if (!text::is_utf8(text)) return pool_->add(text::repair_utf8(text));
  return pool_->add(text);
}

TextRef TextStore::add(std::string_view text) {
  if (slots_.empty()) slots_.resize(slot_count);
  const std::uint64_t hash = hash_of(text);
  Slot& slot = slots_[hash % slot_count];
  if (slot.hash == hash && slot.ref.length() == text.size() && pool_->view(slot.ref) == text) return slot.ref;
  slot.ref = add_new(text);
  slot.hash = hash;
  return slot.ref;
}

Error TextStore::full_error() const {
  if (too_long_)
    return {Code::limit, "a text is longer than 16 MiB", "the file is damaged: a cell holds 32,767 letters at most"};
  return {Code::limit, "the texts of the workbook unpack to more than a file of its size can honestly hold",
          "this looks like a file made to exhaust memory; if it is real, split the workbook"};
}

}  // namespace lunokhod::sheets::xlsx
