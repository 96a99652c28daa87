// A file read from its start to its end in pieces of the caller's size, for readers that must cost the same memory
// whatever the file's size. Nothing is mapped: a file cut short meanwhile ends early instead of raising a signal.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "lunokhod/base/error.hpp"
#include "lunokhod/platform/descriptor.hpp"

namespace lunokhod {

class InputFile {
 public:
  static Result<InputFile> open(const std::string& path);

  std::uint64_t size() const { return size_; }  // when it was opened
  // Fills `into` with what is at `offset`; fewer bytes only at the end of the file.
  Result<std::size_t> read_at(std::uint64_t offset, char* into, std::size_t size) const;

 private:
  Descriptor descriptor_;
  std::string path_;
  std::uint64_t size_ = 0;
};

}  // namespace lunokhod
