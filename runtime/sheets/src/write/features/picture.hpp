// What kind of picture bytes are, and how large: from their own header.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace lunokhod::sheets::writing {

struct Picture {
  const char* extension;  // "png" or "jpeg"
  std::uint32_t width, height;
};

std::optional<Picture> picture_of(std::string_view bytes);

}  // namespace lunokhod::sheets::writing
