// Files carried inside the binary: those of a new workspace (runtime/app/workspace and scripts/types), and the
// catalogues of messages by language (runtime/app/messages).
#pragma once

#include <span>
#include <string_view>

namespace lunokhod::app {

struct EmbeddedFile {
  std::string_view path;  // relative to the new workspace; of a catalogue the language
  std::string_view bytes;
};

std::span<const EmbeddedFile> workspace_files();
std::span<const EmbeddedFile> message_catalogues();

}  // namespace lunokhod::app
