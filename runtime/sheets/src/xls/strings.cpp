#include "xls/strings.hpp"

#include "lunokhod/base/encoding.hpp"
#include "lunokhod/base/text.hpp"

namespace lunokhod::sheets::xls {
namespace {

constexpr int mac_roman = 10000, windows_latin = 1252;

int real_code_page(int page) {
  if (page == 0x8000) return mac_roman;
  if (page == 0x8001 || page == 367 || page == 1200 || page == 0) return windows_latin;
  return page;
}

bool is_multi_byte(int page) {
  return page == 932 || page == 936 || page == 949 || page == 950 || page == 1361 || page == 65001 || page == 10001 ||
         page == 10002 || page == 10003 || page == 10008;
}

}  // namespace

CodePageText::CodePageText(int code_page)
    : code_page_(real_code_page(code_page)), one_byte_(!is_multi_byte(code_page_)) {
  if (!one_byte_) return;
  for (int i = 0; i < 128; ++i) {
    const char byte = static_cast<char>(128 + i);
    upper_[static_cast<std::size_t>(i)] = from_code_page({&byte, 1}, code_page_);
  }
}

void CodePageText::append(std::string& out, std::string_view bytes) const {
  if (!one_byte_) {
    out += from_code_page(bytes, code_page_);
    return;
  }
  for (const char byte : bytes) {
    const auto code = static_cast<unsigned char>(byte);
    if (code < 128)
      out += byte;
    else
      out += upper_[code - 128];
  }
}

std::string CodePageText::text(std::string_view bytes) const {
  std::string out;
  append(out, bytes);
  return out;
}

void append_latin1(std::string& out, std::string_view bytes) {
  for (const char byte : bytes) {
    const auto code = static_cast<unsigned char>(byte);
    if (code < 128) {
      out += byte;
    } else {
      out += static_cast<char>(0xC0 | code >> 6);
      out += static_cast<char>(0x80 | (code & 0x3F));
    }
  }
}

bool ContinuedBytes::at_end() {
  while (piece_ < pieces_.size() && at_ >= pieces_[piece_].size()) {
    ++piece_;
    at_ = 0;
  }
  return piece_ >= pieces_.size();
}

std::uint8_t ContinuedBytes::u8() {
  if (at_end()) {
    failed_ = true;
    return 0;
  }
  return static_cast<std::uint8_t>(pieces_[piece_][at_++]);
}

std::uint16_t ContinuedBytes::u16() {
  const std::uint16_t low = u8();
  return static_cast<std::uint16_t>(low | u8() << 8);
}

std::uint32_t ContinuedBytes::u32() {
  const std::uint32_t low = u16();
  return low | static_cast<std::uint32_t>(u16()) << 16;
}

void ContinuedBytes::skip(std::size_t size) {
  while (size > 0) {
    if (at_end()) {
      failed_ = true;
      return;
    }
    const std::size_t step = std::min(size, left().size());
    at_ += step;
    size -= step;
  }
}

void ContinuedBytes::characters(std::string& out, std::size_t count, bool wide) {
  std::string utf16;  // only when a string of UTF-16 goes over a border: a pair of surrogates may be cut by it
  while (count > 0) {
    if (piece_ < pieces_.size() && at_ >= pieces_[piece_].size()) {
      if (at_end()) break;
      wide = u8() & 1;
      continue;
    }
    if (at_end()) break;
    const std::size_t width = wide ? 2 : 1;
    const std::size_t here = std::min(count, left().size() / width);
    const auto bytes = left().substr(0, here * width);
    if (here == count && utf16.empty()) {
      wide ? append_utf16(out, bytes) : append_latin1(out, bytes);
    } else if (wide) {
      utf16 += bytes;
    } else {
      for (const char byte : bytes) {
        utf16 += byte;
        utf16 += '\0';
      }
    }
    count -= here;
    at_ += bytes.size();
    if (wide && left().size() == 1) ++at_;  // half a character before a border: nothing to be made of it
  }
  append_utf16(out, utf16);
  if (count > 0) failed_ = true;
}

bool append_unicode_string(std::string& out, ContinuedBytes& bytes, std::size_t characters) {
  const std::uint8_t flags = bytes.u8();
  const std::size_t runs = flags & 8 ? bytes.u16() : 0;
  const std::size_t phonetic = flags & 4 ? bytes.u32() : 0;
  bytes.characters(out, characters, flags & 1);
  bytes.skip(runs * 4);
  bytes.skip(phonetic);
  return !bytes.failed();
}

}  // namespace lunokhod::sheets::xls
