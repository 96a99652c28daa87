// An inflater on a thread of its own, a few blocks ahead of the parser. The blocks go round: few enough to stay in the
// second-level cache, so the unpacked XML never sees main memory. Destroying the source early stops the thread.
#pragma once

#include <array>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

#include "zip/byte_source.hpp"

namespace lunokhod::sheets::zip {

class PipelinedSource final : public ByteSource {
 public:
  explicit PipelinedSource(Inflater inflater);
  ~PipelinedSource() override;
  Result<Block> next() override;
  bool checksum_matches() const override { return inflater_.checksum_matches(); }

 private:
  static constexpr std::size_t slots = 6;
  struct Slot {
    std::unique_ptr<char[]> buffer;
    std::size_t size = 0;
  };

  void produce();
  bool wait_for_room();
  void wait_for_block();
  char* data(std::size_t index) { return ring_[index % slots].buffer.get() + block_headroom; }

  Inflater inflater_;  // touched by the thread alone until it has finished
  std::array<Slot, slots> ring_;
  // Counters of blocks: the producer owns filled_, the consumer released_. Slot i % slots holds block i.
  std::atomic<std::size_t> filled_{0}, released_{0};
  std::atomic<bool> stop_{false};
  std::optional<Error> error_;  // written before the last filled_ step
  std::size_t taken_ = 0;       // consumer only
  bool ended_ = false;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::thread thread_;
};

}  // namespace lunokhod::sheets::zip
