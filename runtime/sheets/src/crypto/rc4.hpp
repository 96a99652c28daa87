// The RC4 stream cipher, as old Excel files use it (OpenSSL keeps it in a module that need not be installed).
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <utility>

namespace lunokhod::sheets::crypto {

class Rc4 {
 public:
  explicit Rc4(std::string_view key) {
    for (std::size_t i = 0; i < 256; ++i) state_[i] = static_cast<std::uint8_t>(i);
    std::uint8_t j = 0;
    for (std::size_t i = 0; i < 256 && !key.empty(); ++i) {
      j = static_cast<std::uint8_t>(j + state_[i] + static_cast<std::uint8_t>(key[i % key.size()]));
      std::swap(state_[i], state_[j]);
    }
  }
  void apply(char* bytes, std::size_t size) {
    for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>(bytes[i] ^ next());
  }
  void skip(std::size_t size) {
    while (size-- > 0) next();
  }

 private:
  std::uint8_t next() {
    b_ = static_cast<std::uint8_t>(b_ + state_[++a_]);
    std::swap(state_[a_], state_[b_]);
    return state_[static_cast<std::uint8_t>(state_[a_] + state_[b_])];
  }
  std::array<std::uint8_t, 256> state_;
  std::uint8_t a_ = 0, b_ = 0;
};

}  // namespace lunokhod::sheets::crypto
