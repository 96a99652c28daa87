// What kind of csv a file is, judged by its first 256 KiB: encoding, separator, line ends. Nothing here guesses types.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "csv/input.hpp"
#include "lunokhod/base/encoding.hpp"
#include "lunokhod/sheets/workbook.hpp"

namespace lunokhod::sheets::csv {

struct Dialect {
  Encoding encoding = Encoding::utf8;
  bool encoding_certain = false;  // asked for, or marked in the file
  std::uint64_t offset = 0;       // where the text starts: after the byte order mark
  std::size_t skip = 0;           // bytes of UTF-8 before the first record: further marks, a sep= line
  bool separator_line = false;    // the skip held one
  char separator = ';';
  bool separator_found = true;  // false: no candidate splits the lines, the file is one column
  char newline = '\n';
};

// Errors: data_rejected for what is no text, invalid_argument for an unknown encoding.
Result<Dialect> detect_dialect(const Input& input, const CsvOptions& options);

// ; , tab or |: the one that splits most lines alike, quotes honoured. 0 when none splits anything.
char detect_separator(std::string_view text, char newline);

std::string separator_name(char separator);  // "';'", "tab"

}  // namespace lunokhod::sheets::csv
