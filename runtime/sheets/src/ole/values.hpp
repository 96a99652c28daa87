// Small value encodings that xls and xlsb share: error codes and RK numbers.
#pragma once

#include <bit>
#include <cstdint>
#include <string_view>

namespace lunokhod::sheets {

constexpr std::string_view error_text(std::uint8_t code) {
  switch (code) {
    case 0x00:
      return "#NULL!";
    case 0x07:
      return "#DIV/0!";
    case 0x0F:
      return "#VALUE!";
    case 0x17:
      return "#REF!";
    case 0x1D:
      return "#NAME?";
    case 0x24:
      return "#NUM!";
    case 0x2A:
      return "#N/A";
    case 0x2B:
      return "#GETTING_DATA";
    default:
      return "#ERROR!";
  }
}

// A number in 30 bits, either an integer or the upper part of a double, either as it is or in hundredths.
inline double rk_value(std::uint32_t rk) {
  const double value = rk & 2 ? static_cast<double>(static_cast<std::int32_t>(rk) >> 2)
                              : std::bit_cast<double>(static_cast<std::uint64_t>(rk & ~std::uint32_t{3}) << 32);
  return rk & 1 ? value / 100 : value;
}

}  // namespace lunokhod::sheets
