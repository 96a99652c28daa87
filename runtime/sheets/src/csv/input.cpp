#include "csv/input.hpp"

#include <algorithm>
#include <cstring>

namespace lunokhod::sheets::csv {

std::uint64_t Input::size() const {
  if (const auto* memory = std::get_if<Content>(&source_)) return memory->bytes.size();
  return std::get<InputFile>(source_).size();
}

Result<std::size_t> Input::read_at(std::uint64_t offset, char* into, std::size_t size) const {
  const auto* memory = std::get_if<Content>(&source_);
  if (!memory) return std::get<InputFile>(source_).read_at(offset, into, size);
  if (offset >= memory->bytes.size()) return std::size_t{0};
  const std::size_t length = std::min<std::size_t>(size, memory->bytes.size() - offset);
  std::memcpy(into, memory->bytes.data() + offset, length);
  return length;
}

}  // namespace lunokhod::sheets::csv
