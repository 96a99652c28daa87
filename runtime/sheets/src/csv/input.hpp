// Where csv bytes come from: a file read in pieces, or memory.
#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "lunokhod/platform/input_file.hpp"
#include "readers.hpp"

namespace lunokhod::sheets::csv {

class Input {
 public:
  explicit Input(InputFile file) : source_(std::move(file)) {}
  explicit Input(Content content) : source_(std::move(content)) {}

  std::uint64_t size() const;
  Result<std::size_t> read_at(std::uint64_t offset, char* into, std::size_t size) const;

 private:
  std::variant<InputFile, Content> source_;
};

}  // namespace lunokhod::sheets::csv
