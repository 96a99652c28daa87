#include "zip/byte_source.hpp"

#include "lunokhod/sheets/limits.hpp"
#include "zip/pipelined_source.hpp"

namespace lunokhod::sheets::zip {

namespace {
constexpr std::uint64_t worth_a_thread = std::uint64_t{64} << 10;  // packed bytes; below, starting a thread costs more
}

MemorySource::MemorySource(std::string bytes) : bytes_(std::move(bytes)), size_(bytes_.size()) {
  bytes_.resize(size_ + padding);
}

Result<Block> MemorySource::next() {
  if (given_) return Block{};
  given_ = true;
  return Block{bytes_.data(), size_, 0};
}

InflateSource::InflateSource(Inflater inflater)
    : inflater_(std::move(inflater)), buffer_(new char[block_headroom + block_size + padding]) {}

Result<Block> InflateSource::next() {
  const std::size_t got = TRY(inflater_.fill(buffer_.get() + block_headroom, block_size));
  return Block{buffer_.get() + block_headroom, got, block_headroom};
}

Result<std::unique_ptr<ByteSource>> open_source(const Archive& archive, const Entry& entry) {
  const std::string_view packed = TRY(archive.packed(entry));
  Inflater inflater = TRY(Inflater::open(entry, packed, limits::inflated_part, archive.ledger()));
  if (archive.mapped()) inflater.forget_what_was_read();
  if (entry.method == method_deflated && packed.size() >= worth_a_thread) {
    return std::unique_ptr<ByteSource>(new PipelinedSource(std::move(inflater)));
  }
  return std::unique_ptr<ByteSource>(new InflateSource(std::move(inflater)));
}

}  // namespace lunokhod::sheets::zip
