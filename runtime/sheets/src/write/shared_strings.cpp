#include "write/shared_strings.hpp"

#include <array>
#include <cstring>
#include <string>

#include "write/part_stream.hpp"
#include "write/xml_escape.hpp"

namespace lunokhod::sheets::writing {
namespace {

constexpr std::size_t max_probes = 48;

std::uint64_t load(const char* at, std::size_t bytes) {
  std::uint64_t word = 0;
  std::memcpy(&word, at, bytes);
  return word;
}

std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
  const auto product = static_cast<unsigned __int128>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

}  // namespace

// Multiply and fold, eight bytes at a time.
std::uint64_t SharedStrings::hash_of(std::string_view text) {
  constexpr std::uint64_t k0 = 0x9E3779B97F4A7C15, k1 = 0xD6E8FEB86659FD93;
  std::uint64_t hash = text.size() * k1 + k0;
  const char* at = text.data();
  std::size_t left = text.size();
  for (; left >= 8; at += 8, left -= 8) hash = mix(hash ^ load(at, 8), k1);
  if (left) hash = mix(hash ^ load(at, left), k0);
  return mix(hash, k0);
}

std::uint32_t SharedStrings::intern(std::string_view text, std::uint64_t hash) {
  const auto tag = static_cast<std::uint32_t>(hash >> 32);
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash & mask;
  for (std::size_t probe = 0; probe < max_probes; ++probe, at = (at + 1) & mask) {
    Slot& slot = slots_[at];
    if (slot.index == 0) {
      if (texts_.size() >= cap_texts_ || bytes_ + text.size() > cap_bytes_) return none;
      texts_.push_back(pool_.add(text));
      hashes_.push_back(hash);
      bytes_ += text.size();
      slot = {tag, static_cast<std::uint32_t>(texts_.size())};
      ++references_;
      if (texts_.size() * 2 > slots_.size()) grow();
      return static_cast<std::uint32_t>(texts_.size() - 1);
    }
    if (slot.tag == tag && this->text(slot.index - 1) == text) {
      ++references_;
      return slot.index - 1;
    }
  }
  return none;
}

void SharedStrings::intern(std::span<const std::string_view> texts, std::uint32_t* indices) {
  std::array<std::uint64_t, most_at_once> hashes;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    hashes[i] = hash_of(texts[i]);
    __builtin_prefetch(&slots_[hashes[i] & (slots_.size() - 1)]);
  }
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const Slot& slot = slots_[hashes[i] & (slots_.size() - 1)];
    if (slot.index) __builtin_prefetch(&texts_[slot.index - 1]);
  }
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const Slot& slot = slots_[hashes[i] & (slots_.size() - 1)];
    if (slot.index) __builtin_prefetch(pool_.view(texts_[slot.index - 1]).data());
  }
  for (std::size_t i = 0; i < texts.size(); ++i) indices[i] = intern(texts[i], hashes[i]);
}

void SharedStrings::grow() {
  std::vector<Slot> wider(slots_.size() * 4);
  const std::size_t mask = wider.size() - 1;
  for (std::size_t i = 0; i < hashes_.size(); ++i) {
    std::size_t at = hashes_[i] & mask;
    while (wider[at].index) at = (at + 1) & mask;
    wider[at] = {static_cast<std::uint32_t>(hashes_[i] >> 32), static_cast<std::uint32_t>(i + 1)};
  }
  slots_ = std::move(wider);
}

void SharedStrings::write(PartStream& out) const {
  out.append("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
  out.append("<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" count=\"");
  out.append(std::to_string(references_) + "\" uniqueCount=\"" + std::to_string(texts_.size()) + "\">");
  for (const TextRef ref : texts_) {
    const std::string_view text = pool_.view(ref);
    out.append(needs_preserve(text) ? "<si><t xml:space=\"preserve\">" : "<si><t>");
    out.append_cell_text(text);
    out.append("</t></si>");
  }
  out.append("</sst>");
}

}  // namespace lunokhod::sheets::writing
