#include "write/part_stream.hpp"

#include <algorithm>
#include <cstring>

#include "lunokhod/base/text.hpp"
#include "write/xml_escape.hpp"
#include "write/zip_writer.hpp"

namespace lunokhod::sheets::writing {

PartStream::~PartStream() {
  stop();
}

void PartStream::stop() {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void PartStream::next_block() {
  if (block_) {
    if (!thread_.joinable()) thread_ = std::thread([this] { drain(); });
    std::unique_lock lock(mutex_);
    sizes_[filled_ % ring] = used_;
    ++filled_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return filled_ - drained_ < ring; });
  }
  auto& block = blocks_[filled_ % ring];
  if (!block) block = std::make_unique_for_overwrite<char[]>(block_size);
  block_ = block.get();
  used_ = 0;
}

void PartStream::drain() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return closed_ || drained_ < filled_; });
    if (drained_ == filled_) return;
    const std::string_view bytes{blocks_[drained_ % ring].get(), sizes_[drained_ % ring]};
    const bool give_up = error_.has_value();
    lock.unlock();
    Result<void> written = give_up ? Result<void>() : zip_.write(bytes);
    lock.lock();
    if (!written) {
      error_ = std::move(written).error();
      failed_.store(true, std::memory_order_relaxed);
    }
    ++drained_;
    changed_.notify_all();
  }
}

void PartStream::append(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::string_view piece = bytes.substr(0, max_reserve);
    char* out = reserve(piece.size());
    std::memcpy(out, piece.data(), piece.size());
    commit(out + piece.size());
    bytes.remove_prefix(piece.size());
  }
}

void PartStream::append_cell_text(std::string_view text) {
  if (!text::is_utf8(text)) return append_cell_text(text::repair_utf8(text));
  if (text.size() <= max_reserve / worst_escape) {
    commit(escape_cell_text(reserve(text.size() * worst_escape), text));
  } else {
    std::string escaped;
    writing::append_cell_text(escaped, text);
    append(escaped);
  }
}

Result<void> PartStream::finish() {
  stop();
  if (error_) return *error_;
  if (block_) CHECKED(zip_.write({block_, used_}));
  return zip_.end();
}

}  // namespace lunokhod::sheets::writing
