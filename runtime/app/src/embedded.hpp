// The files of a new workspace, carried inside the binary (made from runtime/app/workspace and scripts/types).
#pragma once

#include <span>
#include <string_view>

namespace lunokhod::app {

struct EmbeddedFile {
  std::string_view path;  // relative to the new workspace
  std::string_view bytes;
};

std::span<const EmbeddedFile> embedded_files();

}  // namespace lunokhod::app
