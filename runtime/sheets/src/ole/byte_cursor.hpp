// Little-endian numbers out of untrusted bytes. Reading past the end yields zeros and is remembered in failed(), so a
// parser may read a whole structure and ask once.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace lunokhod::sheets {

template <class T>
inline T load(const char* at) {
  T value;
  std::memcpy(&value, at, sizeof value);  // every machine we build for is little-endian
  return value;
}

class ByteCursor {
 public:
  explicit ByteCursor(std::string_view bytes) : bytes_(bytes) {}

  std::uint8_t u8() { return number<std::uint8_t>(); }
  std::uint16_t u16() { return number<std::uint16_t>(); }
  std::uint32_t u32() { return number<std::uint32_t>(); }
  std::uint64_t u64() { return number<std::uint64_t>(); }
  double f64() { return std::bit_cast<double>(u64()); }
  // Exactly `size` bytes, or none and failed().
  std::string_view take(std::size_t size) {
    if (size > remaining()) {
      fail();
      return {};
    }
    const auto piece = bytes_.substr(at_, size);
    at_ += size;
    return piece;
  }
  void skip(std::size_t size) { take(size); }

  std::size_t remaining() const { return bytes_.size() - at_; }
  std::size_t position() const { return at_; }
  bool failed() const { return failed_; }
  std::string_view rest() const { return bytes_.substr(at_); }

 private:
  template <class T>
  T number() {
    if (remaining() < sizeof(T)) {
      fail();
      return 0;
    }
    const T value = load<T>(bytes_.data() + at_);
    at_ += sizeof(T);
    return value;
  }
  void fail() {
    failed_ = true;
    at_ = bytes_.size();
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
  bool failed_ = false;
};

}  // namespace lunokhod::sheets
