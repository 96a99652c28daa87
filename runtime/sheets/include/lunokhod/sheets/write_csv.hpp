// Frame → csv. By default as the ready folder wants it: UTF-8 with BOM, ';', CRLF, decimals with '.', dates dd.mm.yyyy.
// Nulls, NaN and infinity are empty fields; booleans are true and false. A text that a spreadsheet would take for a
// formula (it begins with = + - @ TAB CR) is handled by the policy; numbers are not touched, nor are texts that are
// nothing but a signed number ("-5", "+79161234567"), which compute to themselves. A character without a form in the
// encoding is an error with its cell.
#pragma once

#include <string>

#include "lunokhod/base/error.hpp"
#include "lunokhod/frame/frame.hpp"

namespace lunokhod::sheets {

enum class FormulaPolicy {
  escape,
  keep,
  reject
};  // text that begins with = + - @ TAB CR: a leading ', as it is, an error

struct CsvWriteOptions {
  char separator = ';';
  bool bom = true;
  std::string encoding = "utf-8";
  std::string line_end = "\r\n";
  char decimal_mark = '.';
  std::string date_format = "dd.mm.yyyy";
  std::string datetime_format = "dd.mm.yyyy hh:nn:ss";
  FormulaPolicy formulas = FormulaPolicy::escape;
  bool durable = true;  // on the disk before it returns; a draft need not be, its delivery sees to it
};

Result<void> write_csv(const std::string& path, const Frame& frame, const CsvWriteOptions& options = {});

}  // namespace lunokhod::sheets
