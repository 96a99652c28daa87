#include "write/deflater.hpp"

#include <isa-l/crc.h>
#include <isa-l/igzip_lib.h>
#include <zlib.h>

#include <algorithm>
#include <vector>

namespace lunokhod::sheets::writing {
namespace {

constexpr std::uint32_t output_size = 128 * 1024;

std::uint32_t isal_buffer_size(int level) {
  constexpr std::uint32_t sizes[] = {0, ISAL_DEF_LVL1_LARGE, ISAL_DEF_LVL2_LARGE, ISAL_DEF_LVL3_LARGE};
  return sizes[level];
}

class IsalDeflater final : public Deflater {
 public:
  explicit IsalDeflater(int level)
      : level_(level), work_(new std::uint8_t[isal_buffer_size(level)]), output_(new std::uint8_t[output_size]) {}

 protected:
  void reset() override {
    isal_deflate_init(&stream_);
    stream_.level = static_cast<std::uint32_t>(level_);
    stream_.level_buf = work_.get();
    stream_.level_buf_size = isal_buffer_size(level_);
    stream_.gzip_flag = IGZIP_DEFLATE;
    stream_.flush = NO_FLUSH;
  }

  Result<void> deflate(std::string_view bytes, bool last, const Sink& sink) override {
    stream_.next_in = reinterpret_cast<std::uint8_t*>(const_cast<char*>(bytes.data()));
    stream_.avail_in = static_cast<std::uint32_t>(bytes.size());
    stream_.end_of_stream = last;
    do {
      stream_.next_out = output_.get();
      stream_.avail_out = output_size;
      const int answer = isal_deflate(&stream_);
      if (answer != COMP_OK) return Error{Code::internal, "deflate failed with " + std::to_string(answer)};
      const std::size_t made = output_size - stream_.avail_out;
      if (made) CHECKED(sink({reinterpret_cast<const char*>(output_.get()), made}));
    } while (stream_.avail_out == 0 || stream_.avail_in != 0);
    return {};
  }

 private:
  int level_;
  std::unique_ptr<std::uint8_t[]> work_, output_;  // not cleared: a small part touches little of them
  isal_zstream stream_;                            // by reset()
};

class ZlibDeflater final : public Deflater {
 public:
  explicit ZlibDeflater(int level) : output_(output_size) {
    if (deflateInit2(&stream_, level, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY) != Z_OK) throw std::bad_alloc();
  }
  ~ZlibDeflater() override { deflateEnd(&stream_); }

 protected:
  void reset() override { deflateReset(&stream_); }

  Result<void> deflate(std::string_view bytes, bool last, const Sink& sink) override {
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream_.avail_in = static_cast<uInt>(bytes.size());
    do {
      stream_.next_out = output_.data();
      stream_.avail_out = static_cast<uInt>(output_.size());
      if (::deflate(&stream_, last ? Z_FINISH : Z_NO_FLUSH) == Z_STREAM_ERROR) {
        return Error{Code::internal, "deflate failed"};
      }
      const std::size_t made = output_.size() - stream_.avail_out;
      if (made) CHECKED(sink({reinterpret_cast<const char*>(output_.data()), made}));
    } while (stream_.avail_out == 0);
    return {};
  }

 private:
  z_stream stream_{};
  std::vector<Bytef> output_;
};

}  // namespace

std::unique_ptr<Deflater> Deflater::make(int level) {
  level = std::clamp(level, 0, 9);
  if (level <= 3) return std::make_unique<IsalDeflater>(level);
  return std::make_unique<ZlibDeflater>(level);
}

Result<void> Deflater::feed(std::string_view bytes, bool last, const Sink& sink) {
  constexpr std::size_t slice = std::size_t{1} << 30;  // both libraries count in 32 bits
  do {
    const std::string_view piece = bytes.substr(0, slice);
    bytes.remove_prefix(piece.size());
    crc_ = crc32(crc_, piece);
    CHECKED(deflate(piece, last && bytes.empty(), sink));
  } while (!bytes.empty());
  return {};
}

std::uint32_t crc32(std::uint32_t seed, std::string_view bytes) {
  return crc32_gzip_refl(seed, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
}

}  // namespace lunokhod::sheets::writing
