// Files that only grow: logs. Several processes may append; a line written at once stays whole.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "lunokhod/base/error.hpp"
#include "lunokhod/platform/descriptor.hpp"

namespace lunokhod {

Result<Descriptor> open_for_appending(const std::string& path);  // made when missing; may be read too
Result<void> append(const Descriptor& file, std::string_view bytes);
std::optional<std::uint64_t> size_of(const Descriptor& file);
Result<std::string> read_range(const Descriptor& file, std::uint64_t from, std::uint64_t bytes);
// Gives the blocks between two offsets back to the file system; what is read there is zeros. The size stays. Silently
// nothing where the file system cannot.
void release_range(const Descriptor& file, std::uint64_t from, std::uint64_t to);

}  // namespace lunokhod
