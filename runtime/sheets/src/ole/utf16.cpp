#include "ole/utf16.hpp"

#include "ole/byte_cursor.hpp"

namespace lunokhod::sheets {
namespace {

char* put_three(char* out, std::uint32_t code) {
  *out++ = static_cast<char>(0xE0 | code >> 12);
  *out++ = static_cast<char>(0x80 | (code >> 6 & 0x3F));
  *out++ = static_cast<char>(0x80 | (code & 0x3F));
  return out;
}

}  // namespace

std::size_t utf16_to_utf8(const char* in, std::size_t units, char* out) {
  const char* const begin = out;
  std::size_t at = 0;
  while (at < units) {
    if (at + 4 <= units) {
      const auto four = load<std::uint64_t>(in + 2 * at);
      if ((four & 0xFF80FF80FF80FF80) == 0) {
        for (int shift = 0; shift < 64; shift += 16) *out++ = static_cast<char>(four >> shift);
        at += 4;
        continue;
      }
    }
    const std::uint32_t unit = load<std::uint16_t>(in + 2 * at++);
    if (unit < 0x80) {
      *out++ = static_cast<char>(unit);
    } else if (unit < 0x800) {
      *out++ = static_cast<char>(0xC0 | unit >> 6);
      *out++ = static_cast<char>(0x80 | (unit & 0x3F));
    } else if (unit < 0xD800 || unit >= 0xE000) {
      out = put_three(out, unit);
    } else {
      const std::uint32_t low = at < units ? load<std::uint16_t>(in + 2 * at) : 0;
      if (unit >= 0xDC00 || low < 0xDC00 || low >= 0xE000) {
        out = put_three(out, 0xFFFD);
        continue;
      }
      ++at;
      const std::uint32_t code = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
      *out++ = static_cast<char>(0xF0 | code >> 18);
      *out++ = static_cast<char>(0x80 | (code >> 12 & 0x3F));
      *out++ = static_cast<char>(0x80 | (code >> 6 & 0x3F));
      *out++ = static_cast<char>(0x80 | (code & 0x3F));
    }
  }
  return static_cast<std::size_t>(out - begin);
}

void append_utf16(std::string& out, std::string_view bytes) {
  const std::size_t units = bytes.size() / 2, before = out.size();
  out.resize(before + 3 * units);
  out.resize(before + utf16_to_utf8(bytes.data(), units, out.data() + before));
}

}  // namespace lunokhod::sheets
