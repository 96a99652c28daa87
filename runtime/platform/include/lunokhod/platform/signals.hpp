// Signals as something to poll for: blocked in the process and read from a descriptor, so no handler ever runs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "lunokhod/base/error.hpp"
#include "lunokhod/platform/descriptor.hpp"

namespace lunokhod {

class SignalQueue {
 public:
  static Result<SignalQueue> open(std::initializer_list<int> signals);
  int descriptor() const { return descriptor_.get(); }
  int take();  // the next signal's number, 0: none waits

 private:
  Descriptor descriptor_;
};

// SIGALRM to this process after so many seconds; may be called from a handler.
void start_alarm(unsigned seconds) noexcept;

// Waits until one of the descriptors is readable or `limit` microseconds are over (negative: no limit). A bit mask by
// position; 0: time is over.
unsigned wait_readable(std::initializer_list<int> descriptors, std::int64_t limit);
unsigned long long wait_readable(const int* descriptors, std::size_t count, std::int64_t limit);

// A name in memory only, to pass text to a child or get it back: what is written may be read from the start.
Result<Descriptor> memory_file(const char* name);
Result<void> write_memory_file(const Descriptor& file, std::string_view text);
Result<std::string> read_memory_file(int descriptor, std::size_t limit);  // from the start; Code::limit when larger

}  // namespace lunokhod
