// Advice to the operating system about memory.
#pragma once

#include <cstddef>

namespace lunokhod {

// Asks for large pages for a block that was allocated and not yet touched: fewer page faults, fewer misses of the
// address cache. A hint: nothing happens where it is not supported, or for small blocks.
void prefer_large_pages(void* begin, std::size_t bytes);

// For the whole process: freed blocks of up to a megabyte are kept and used again instead of being given back to the
// kernel and faulted in anew, page by page.
void keep_freed_memory();

}  // namespace lunokhod
