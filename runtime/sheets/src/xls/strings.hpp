// Text in BIFF: bytes of a code page up to BIFF7, then Latin-1 or UTF-16 with a flag that may change in the middle of a
// string, where a CONTINUE record begins.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "ole/byte_cursor.hpp"
#include "ole/utf16.hpp"

namespace lunokhod::sheets::xls {

// Bytes of one code page → UTF-8. Single-byte pages go through a table.
class CodePageText {
 public:
  explicit CodePageText(int code_page);
  void append(std::string& out, std::string_view bytes) const;
  std::string text(std::string_view bytes) const;

 private:
  int code_page_;
  bool one_byte_;
  std::array<std::string, 128> upper_;
};

void append_latin1(std::string& out, std::string_view bytes);

// The data of a record and of the CONTINUE records behind it.
class ContinuedBytes {
 public:
  explicit ContinuedBytes(std::vector<std::string_view> pieces) : pieces_(std::move(pieces)) {}

  bool at_end();
  std::uint8_t u8();
  std::uint16_t u16();
  std::uint32_t u32();
  void skip(std::size_t size);
  // `count` characters, the flag byte first read by the caller; a new piece begins with a new flag.
  void characters(std::string& out, std::size_t count, bool wide);
  bool failed() const { return failed_; }

 private:
  std::string_view left() const { return pieces_[piece_].substr(at_); }

  std::vector<std::string_view> pieces_;
  std::size_t piece_ = 0, at_ = 0;
  bool failed_ = false;
};

// A BIFF8 string (count of characters, flags, characters, formatting runs, phonetics); the cursor ends up behind it.
// False: the bytes ended first; `out` has what was there.
bool append_unicode_string(std::string& out, ContinuedBytes& bytes, std::size_t characters);

}  // namespace lunokhod::sheets::xls
