// read(2) and write(2) until done: interrupted and short transfers are continued.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace lunokhod::platform {

// 0, or the errno of the failure. A write of nothing at all is EIO.
int write_whole(int descriptor, std::string_view bytes);
int write_whole_at(int descriptor, std::uint64_t offset, std::string_view bytes);
// Bytes read (fewer only at the end of the file), or -errno.
std::int64_t read_whole(int descriptor, char* into, std::size_t size);

// fsync of the folder that holds `path`, so that a name just made there survives a power cut. 0 or errno.
int sync_folder_of(const char* path);

}  // namespace lunokhod::platform
