#include "xlsx/text_store.hpp"

#include <emmintrin.h>

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

// Are these bytes UTF-8 made of letters of one, two and three bytes, as nearly all text is? No is "look closer". Each
// lead byte says where continuation bytes must be; they must be there and nowhere else.
bool is_plain_utf8(std::string_view text) {
  const auto mask = [](__m128i bytes) { return static_cast<unsigned>(_mm_movemask_epi8(bytes)); };
  const auto at_least = [&](__m128i bytes, int low) {
    return mask(_mm_cmpgt_epi8(bytes, _mm_set1_epi8(static_cast<char>(low - 1))));
  };
  const char* at = text.data();
  std::size_t left = text.size();
  unsigned expected = 0;  // continuation bytes, one bit for each place; bits 16 and 17 are for the next step
  while (left > 0) {
    __m128i bytes;
    if (left >= 16) {
      bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
      at += 16;
      left -= 16;
    } else {
      char rest[16] = {};
      std::memcpy(rest, at, left);
      bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(rest));
      left = 0;
    }
    const unsigned high = mask(bytes);
    if ((high | expected) == 0) continue;
    // As signed numbers 0x80…0xBF are -128…-65, 0xC2…0xDF -62…-33, 0xE1…0xEC -31…-20.
    const unsigned two = high & at_least(bytes, -62) & ~at_least(bytes, -32);
    const unsigned three = high & at_least(bytes, -31) & ~at_least(bytes, -19);
    const unsigned continuation = high & ~at_least(bytes, -64);
    expected |= two << 1 | three << 1 | three << 2;
    if (high != (continuation | two | three) || continuation != (expected & 0xFFFF)) return false;
    expected >>= 16;
  }
  return expected == 0;
}

}  // namespace

TextRef TextStore::add(std::string_view text) {
  if (text.size() > TextPool::max_length) too_long_ = true;
  if (!is_plain_utf8(text) && !text::is_utf8(text)) return pool_->add(text::repair_utf8(text));
  return pool_->add(text);
}

TextRef TextStore::add(std::string_view text, std::uint32_t column) {
  if (column >= most_columns || transient_) return add(text);
  if (column >= recent_.size()) recent_.resize(column + 1);
  Recent& recent = recent_[column];
  if (recent.given_up) return add(text);
  if (recent.slots.empty()) recent.slots.resize(slot_count);
  const std::uint64_t hash = hash_of(text);
  Slot& slot = recent.slots[hash % slot_count];
  ++recent.asked;
  if (slot.hash == hash && slot.ref.length() == text.size() && pool_->view(slot.ref) == text) {
    ++recent.found;
    return slot.ref;
  }
  const TextRef added = add(text);
  slot = {hash, added};
  if (recent.asked >= trial && recent.found < recent.asked / 4) recent = {.given_up = true};  // frees the slots
  return added;
}

void TextStore::begin_transient() {
  recent_.clear();
  transient_ = pool_->mark();
}

void TextStore::end_batch() {
  if (transient_) pool_->rewind(*transient_);
}

void TextStore::end_transient() {
  transient_.reset();
}

Error TextStore::full_error() const {
  if (too_long_)
    return {Code::limit, "a text is longer than 16 MiB", "the file is damaged: a cell holds 32,767 letters at most"};
  return {Code::limit, "the texts of the workbook unpack to more than a file of its size can honestly hold",
          "this looks like a file made to exhaust memory; if it is real, split the workbook"};
}

}  // namespace lunokhod::sheets::xlsx
