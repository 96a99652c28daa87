// The splitting of csv text into fields, at the speed of memory: 64 bytes are compared at once, and only separators,
// line ends and quotes are looked at. Fields come out as words of TextRefs in row-major order; the text stays where it
// is.
//
// Quotes: a field is quoted when its first character is a quote (or when it starts with =" as Excel's ="00123" does);
// inside, two quotes are one; what follows the closing quote belongs to the field. A quote elsewhere is a character
// like any other. Quoted fields that need it are rewritten in place, in the reader's own copy of the text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "csv/instructions.hpp"

namespace lunokhod::sheets::csv {

// Whole records of one stretch of text.
struct Records {
  std::unique_ptr<std::uint64_t[]> fields;  // room for one per byte of text, so that no store needs a check
  std::size_t capacity = 0;
  std::vector<std::uint32_t> ends;  // index of the field after each record's last
  std::size_t count() const { return ends.empty() ? 0 : ends.back(); }
  void make_room(std::size_t bytes);  // for text of this length
};

struct Scanner {
  char separator = ';';
  char newline = '\n';              // '\r' in files without a single line feed
  std::uint64_t line = 1;           // of the next record, 1-based; quoted fields may hold several
  std::uint64_t unclosed_line = 0;  // where a quote was opened that the end of the text did not close; 0: none
  std::uint64_t tails = 0;          // fields with text after their closing quote
  std::uint64_t tail_line = 0;      // of the first
  Instructions instructions = fastest_instructions();

  // Splits text[from, size) until `enough` bytes made whole records; returns where the next record starts. With `last`
  // the end of the text ends the last record too (or sets unclosed_line). `base` is the pool offset of text[0].
  // The text must be readable for 64 bytes past `size`: only their values do not matter.
  std::size_t scan(char* text, std::size_t from, std::size_t size, std::size_t enough, std::uint64_t base, bool last,
                   Records& out);
};

}  // namespace lunokhod::sheets::csv
