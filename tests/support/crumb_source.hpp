// Hands out a text a few bytes at a time: every token meets the border of a block.
#pragma once

#include <algorithm>
#include <string>

#include "zip/byte_source.hpp"

namespace lunokhod::testing {

class CrumbSource final : public sheets::zip::ByteSource {
 public:
  CrumbSource(std::string bytes, std::size_t step) : bytes_(std::move(bytes)), step_(step) {}

  Result<sheets::zip::Block> next() override {
    constexpr std::size_t headroom = 8;
    const std::size_t size = std::min(step_, bytes_.size() - at_);
    block_ = std::string(headroom, '\0') + bytes_.substr(at_, size) + std::string(padding, '\0');
    at_ += size;
    return sheets::zip::Block{block_.data() + headroom, size, headroom};
  }

 private:
  std::string bytes_, block_;
  std::size_t step_, at_ = 0;
};

}  // namespace lunokhod::testing
