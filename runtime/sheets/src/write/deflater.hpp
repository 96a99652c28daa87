// One deflate stream after another: levels 0 to 3 by ISA-L (the fast ones), 4 to 9 by zlib, which trades time for size.
// Keeps the CRC-32 of what went in. Memory is constant.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

#include "lunokhod/base/error.hpp"

namespace lunokhod::sheets::writing {

class Deflater {
 public:
  using Sink = std::function<Result<void>(std::string_view packed)>;
  static std::unique_ptr<Deflater> make(int level);
  virtual ~Deflater() = default;

  void begin() {
    crc_ = 0;
    reset();
  }
  Result<void> feed(std::string_view bytes, bool last, const Sink& sink);
  std::uint32_t crc() const { return crc_; }

 protected:
  virtual void reset() = 0;
  virtual Result<void> deflate(std::string_view bytes, bool last, const Sink& sink) = 0;

 private:
  std::uint32_t crc_ = 0;
};

std::uint32_t crc32(std::uint32_t seed, std::string_view bytes);

}  // namespace lunokhod::sheets::writing
