#include "zip/pipelined_source.hpp"

namespace lunokhod::sheets::zip {

namespace {

// A look or two at the counter costs less than a sleep: blocks follow each other every hundred microseconds.
template <class Ready>
bool spin(Ready ready) {
  for (int i = 0; i < 1'000; ++i) {
    if (ready()) return true;
    __builtin_ia32_pause();
  }
  return false;
}

}  // namespace

PipelinedSource::PipelinedSource(Inflater inflater) : inflater_(std::move(inflater)) {
  for (Slot& slot : ring_) slot.buffer.reset(new char[block_headroom + block_size + padding]);
  thread_ = std::thread([this] { produce(); });
}

PipelinedSource::~PipelinedSource() {
  {
    std::lock_guard lock(mutex_);
    stop_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void PipelinedSource::produce() {
  for (std::size_t block = 0;; ++block) {
    if (!wait_for_room()) return;
    auto got = inflater_.fill(data(block), block_size);
    if (!got) error_ = std::move(got).error();
    const std::size_t size = got ? *got : 0;
    ring_[block % slots].size = size;
    {
      std::lock_guard lock(mutex_);
      filled_ = block + 1;
    }
    changed_.notify_one();
    if (size == 0) return;
  }
}

bool PipelinedSource::wait_for_room() {
  const auto ready = [this] { return stop_ || filled_ - released_ < slots; };
  if (!spin(ready)) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, ready);
  }
  return !stop_;
}

void PipelinedSource::wait_for_block() {
  const auto ready = [this] { return filled_ > taken_; };
  if (spin(ready)) return;
  std::unique_lock lock(mutex_);
  changed_.wait(lock, ready);
}

Result<Block> PipelinedSource::next() {
  if (ended_) return Block{};
  if (taken_ > 0) {
    {
      std::lock_guard lock(mutex_);
      released_ = taken_;
    }
    changed_.notify_one();
  }
  wait_for_block();
  const std::size_t block = taken_++;
  const std::size_t size = ring_[block % slots].size;
  if (size == 0) {
    ended_ = true;
    if (error_) return *error_;
  }
  return Block{data(block), size, block_headroom};
}

}  // namespace lunokhod::sheets::zip
