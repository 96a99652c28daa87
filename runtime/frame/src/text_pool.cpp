#include "lunokhod/frame/text_pool.hpp"

#include <algorithm>
#include <cstring>

namespace lunokhod {

char* TextPool::reserve(std::size_t length) {
  if (limit_ - end_ < length) {
    const std::size_t chunks = std::max<std::size_t>(1, (length + chunk_size - 1) / chunk_size);
    blocks_.emplace_back(new char[chunks * chunk_size]);
    for (std::size_t i = 0; i < chunks; ++i) chunks_.push_back(blocks_.back().get() + i * chunk_size);
    limit_ = chunks_.size() * chunk_size;
    end_ = limit_ - chunks * chunk_size;
    owned_bytes_ += chunks * chunk_size;
  }
  // An empty text at the very end of a full pool still needs a chunk to point into: see commit().
  return end_ < limit_ ? chunks_[end_ / chunk_size] + end_ % chunk_size : nullptr;
}

TextRef TextPool::commit(std::size_t length) {
  if (length == 0) {
    if (chunks_.empty()) reserve(1);
    return TextRef{0};
  }
  const TextRef ref{static_cast<std::uint64_t>(end_) << 24 | length};
  end_ += length;
  return ref;
}

TextRef TextPool::add(std::string_view text) {
  if (text.size() > max_length) {
    std::size_t end = max_length;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    text = text.substr(0, end);
  }
  if (!text.empty()) std::memcpy(reserve(text.size()), text.data(), text.size());
  return commit(text.size());
}

void TextPool::rewind(const Mark& mark) {
  owned_bytes_ -= (chunks_.size() - mark.chunks) * chunk_size;
  blocks_.resize(mark.blocks);
  chunks_.resize(mark.chunks);
  end_ = mark.end;
  limit_ = mark.limit;
}

}  // namespace lunokhod
