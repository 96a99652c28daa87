// The XML of one part on its way into the package: the caller formats into blocks of a small ring, a second thread
// deflates them, so both cores work and memory stays at the ring. The thread starts with the second block: a small part
// never pays for one. One PartStream at a time per ZipWriter; the ZipWriter is not touched by anybody else until
// finish().
#pragma once

#include <array>
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <thread>

#include "lunokhod/base/error.hpp"

namespace lunokhod::sheets::writing {

class ZipWriter;

class PartStream {
 public:
  static constexpr std::size_t block_size = 256 * 1024;
  static constexpr std::size_t max_reserve = 64 * 1024;

  explicit PartStream(ZipWriter& zip) : zip_(zip) {}
  ~PartStream();
  PartStream(const PartStream&) = delete;
  PartStream& operator=(const PartStream&) = delete;

  // Room for `bytes` ≤ max_reserve; what was written up to `end` is taken by commit(end).
  char* reserve(std::size_t bytes) {
    if (block_size - used_ < bytes) [[unlikely]]
      next_block();
    return block_ + used_;
  }
  void commit(const char* end) { used_ = static_cast<std::size_t>(end - block_); }

  void append(std::string_view bytes);
  void append_cell_text(std::string_view text);  // escaped

  bool failed() const { return failed_.load(std::memory_order_relaxed); }  // the disk is full: stop formatting
  Result<void> finish();                                                   // everything deflated, the part ended

 private:
  static constexpr std::size_t ring = 4;

  void next_block();
  void drain();
  void stop();

  ZipWriter& zip_;
  std::array<std::unique_ptr<char[]>, ring> blocks_;
  std::array<std::size_t, ring> sizes_{};
  char* block_ = nullptr;
  std::size_t used_ = block_size;  // "full" until the first reserve

  std::mutex mutex_;
  std::condition_variable changed_;
  std::uint64_t filled_ = 0, drained_ = 0;
  bool closed_ = false;
  std::optional<Error> error_;
  std::atomic<bool> failed_ = false;
  std::thread thread_;
};

}  // namespace lunokhod::sheets::writing
