// Long vectors are made on large pages: at ten million rows most of a verb's time would be page faults otherwise.
#pragma once

#include <vector>

#include "lunokhod/platform/memory.hpp"

namespace lunokhod {

// `size` zeros; what was in the vector is gone.
template <class T>
void make_zeros(std::vector<T>& vector, std::size_t size) {
  vector.clear();
  if (size > vector.capacity()) {
    vector = std::vector<T>();
    vector.reserve(size);
    prefer_large_pages(vector.data(), size * sizeof(T));
  }
  vector.resize(size);
}

// Room for `size`, of which what is never reached costs nothing.
template <class T>
void make_room(std::vector<T>& vector, std::size_t size) {
  vector.reserve(size);
  prefer_large_pages(vector.data(), size * sizeof(T));
}

}  // namespace lunokhod
