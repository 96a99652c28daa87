#include "write/features/picture.hpp"

#include <cstddef>

namespace lunokhod::sheets::writing {
namespace {

std::uint32_t big_endian(std::string_view bytes, std::size_t at, int size) {
  std::uint32_t value = 0;
  for (int i = 0; i < size; ++i) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

// The size stands in the first start-of-frame segment.
std::optional<Picture> jpeg_of(std::string_view bytes) {
  std::size_t at = 2;
  while (at + 9 < bytes.size() && bytes[at] == '\xFF') {
    const auto marker = static_cast<unsigned char>(bytes[at + 1]);
    const bool frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    if (frame) return Picture{"jpeg", big_endian(bytes, at + 7, 2), big_endian(bytes, at + 5, 2)};
    at += 2 + big_endian(bytes, at + 2, 2);
  }
  return std::nullopt;
}

}  // namespace

std::optional<Picture> picture_of(std::string_view bytes) {
  std::optional<Picture> found;
  if (bytes.size() >= 24 && bytes.starts_with("\x89PNG\r\n\x1A\n")) {
    found = Picture{"png", big_endian(bytes, 16, 4), big_endian(bytes, 20, 4)};
  } else if (bytes.starts_with("\xFF\xD8\xFF")) {
    found = jpeg_of(bytes);
  }
  if (found && (found->width == 0 || found->height == 0 || found->width > 100'000 || found->height > 100'000))
    return std::nullopt;
  return found;
}

}  // namespace lunokhod::sheets::writing
