// Work on rows shared by the machine's cores: [0, size) in as many parts as there are workers, each part begun at a
// multiple of `grain`. Small work stays on the caller's thread. An exception of a part is thrown to the caller.
#pragma once

#include <cstddef>
#include <exception>
#include <system_error>
#include <thread>
#include <vector>

namespace lunokhod {

inline constexpr std::size_t small_work = 64 * 1024;  // rows; below, a thread costs more than it saves

inline std::size_t worker_count(std::size_t size) {
  if (size < small_work) return 1;
  const std::size_t cores = std::thread::hardware_concurrency();
  return cores < 2 ? 1 : cores < 8 ? cores : 8;
}

// part(worker, begin, end)
template <class Part>
void in_parts(std::size_t size, std::size_t grain, std::size_t workers, Part part) {
  if (workers <= 1) {
    part(std::size_t{0}, std::size_t{0}, size);
    return;
  }
  const std::size_t share = ((size / workers) / grain + 1) * grain;
  std::vector<std::exception_ptr> failures(workers);
  std::vector<std::thread> threads;
  const auto guarded = [&](std::size_t worker) {
    try {
      const std::size_t begin = worker * share < size ? worker * share : size;
      const std::size_t end = begin + share < size ? begin + share : size;
      part(worker, begin, end);
    } catch (...) {
      failures[worker] = std::current_exception();
    }
  };
  threads.reserve(workers);
  for (std::size_t worker = 1; worker < workers; ++worker) {
    try {
      threads.emplace_back(guarded, worker);
    } catch (const std::system_error&) {  // a limit on threads: the caller does this part too
      guarded(worker);
    }
  }
  guarded(0);
  for (std::thread& thread : threads) thread.join();
  for (const std::exception_ptr& failure : failures)
    if (failure) std::rethrow_exception(failure);
}

// Independent jobs 0 … count-1 (columns, say), taken in turn by the workers.
template <class Job>
void each_job(std::size_t count, std::size_t workers, Job job) {
  in_parts(workers, 1, workers, [&](std::size_t worker, std::size_t, std::size_t) {
    for (std::size_t i = worker; i < count; i += workers) job(i);
  });
}

}  // namespace lunokhod
