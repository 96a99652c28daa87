#include "lunokhod/platform/memory.hpp"

#include <malloc.h>
#include <sys/mman.h>

#include <cstdint>

namespace lunokhod {

void prefer_large_pages(void* begin, std::size_t bytes) {
  constexpr std::uintptr_t page = 4096;
  constexpr std::size_t worth = std::size_t{8} << 20;
  if (bytes < worth) return;
  const std::uintptr_t first = (reinterpret_cast<std::uintptr_t>(begin) + page - 1) & ~(page - 1);
  const std::uintptr_t end = (reinterpret_cast<std::uintptr_t>(begin) + bytes) & ~(page - 1);
  ::madvise(reinterpret_cast<void*>(first), end - first, MADV_HUGEPAGE);
}

void keep_freed_memory() {
  ::mallopt(M_MMAP_THRESHOLD, 1 << 20);
  ::mallopt(M_TRIM_THRESHOLD, 8 << 20);
  ::mallopt(M_TOP_PAD, 1 << 20);
}

}  // namespace lunokhod
