#include "lunokhod/base/clock.hpp"

#include <chrono>
#include <ctime>
#include <thread>

namespace lunokhod {

std::int64_t SystemClock::now_microseconds() const {
  return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::system_clock::now().time_since_epoch())
      .count();
}

std::int64_t SystemClock::monotonic_microseconds() const {
  return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

void SystemClock::sleep_microseconds(std::int64_t duration) {
  std::this_thread::sleep_for(std::chrono::microseconds(duration));
}

std::int64_t local_from_utc(std::int64_t microseconds) {
  const std::time_t seconds = static_cast<std::time_t>(microseconds / 1'000'000);
  std::tm local{};
  localtime_r(&seconds, &local);
  return microseconds + static_cast<std::int64_t>(local.tm_gmtoff) * 1'000'000;
}

}  // namespace lunokhod
