// Time comes in through the constructor: a test moves a ManualClock by hand, nobody sleeps.
#pragma once

#include <cstdint>

namespace lunokhod {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual std::int64_t now_microseconds() const = 0;        // since 1970-01-01 UTC
  virtual std::int64_t monotonic_microseconds() const = 0;  // for durations
  virtual void sleep_microseconds(std::int64_t duration) = 0;
};

class SystemClock final : public Clock {
 public:
  std::int64_t now_microseconds() const override;
  std::int64_t monotonic_microseconds() const override;
  void sleep_microseconds(std::int64_t duration) override;
};

class ManualClock final : public Clock {
 public:
  explicit ManualClock(std::int64_t now = 0) : now_(now) {}
  std::int64_t now_microseconds() const override { return now_; }
  std::int64_t monotonic_microseconds() const override { return now_; }
  void sleep_microseconds(std::int64_t duration) override { now_ += duration; }
  void advance(std::int64_t duration) { now_ += duration; }

 private:
  std::int64_t now_;
};

// The machine's local time as microseconds since 1970-01-01T00:00 local (for names and messages).
std::int64_t local_from_utc(std::int64_t microseconds);

}  // namespace lunokhod
