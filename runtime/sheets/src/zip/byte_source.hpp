// Bytes that arrive in blocks: from memory, from an inflater, from an inflater on another thread, through a change of
// encoding.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "lunokhod/base/error.hpp"
#include "zip/inflater.hpp"

namespace lunokhod::sheets::zip {

struct Block {
  const char* data = nullptr;
  std::size_t size = 0;  // 0: the end
  std::size_t headroom =
      0;  // so many bytes before `data` may be overwritten, to join what was left of the block before
};

class ByteSource {
 public:
  static constexpr std::size_t padding = 64;  // readable bytes after every block, so that parsers may look ahead
  virtual ~ByteSource() = default;
  virtual Result<Block> next() = 0;                       // valid until the next call
  virtual bool checksum_matches() const { return true; }  // meaningful after the end
};

// The whole part is there already.
class MemorySource final : public ByteSource {
 public:
  explicit MemorySource(std::string bytes);
  Result<Block> next() override;

 private:
  std::string bytes_;
  std::size_t size_;
  bool given_ = false;
};

// One block, filled again and again on the caller's thread.
class InflateSource final : public ByteSource {
 public:
  explicit InflateSource(Inflater inflater);
  Result<Block> next() override;
  bool checksum_matches() const override { return inflater_.checksum_matches(); }

 private:
  Inflater inflater_;
  std::unique_ptr<char[]> buffer_;
};

inline constexpr std::size_t block_size = std::size_t{256} << 10;
inline constexpr std::size_t block_headroom = std::size_t{16} << 10;

// Chooses: small parts on this thread, large ones on a thread of their own.
Result<std::unique_ptr<ByteSource>> open_source(const Archive& archive, const Entry& entry);

}  // namespace lunokhod::sheets::zip
