// Frame → csv. By default as the ready folder wants it: UTF-8 with BOM, ';', CRLF, decimals with '.', dates dd.mm.yyyy.
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
};

Result<void> write_csv(const std::string& path, const Frame& frame, const CsvWriteOptions& options = {});

}  // namespace lunokhod::sheets
