// SpreadsheetML 2003: a workbook in one XML file, often named .xls.
#pragma once

#include <map>
#include <string>

#include "number_format.hpp"
#include "stored_sheet.hpp"
#include "xlsx/text_store.hpp"
#include "xml/tokenizer.hpp"

namespace lunokhod::sheets::spreadsheetml {

class Parser {
 public:
  Parser(xml::Window& window, xlsx::TextStore& texts) : tokens_(window), texts_(texts) {}

  Result<StoredDocument> parse();

 private:
  void style();
  void worksheet();
  void column();
  void begin_row();
  void end_row();
  void cell();
  void data(std::string_view style);
  void store(CellKind kind, std::uint64_t word, std::uint8_t flags);
  void options();
  std::string element_text();
  std::uint32_t number(std::string_view attribute, std::uint32_t otherwise, std::uint32_t most);
  NumberKind kind_of(std::string_view style) const;
  StoredSheet& sheet() { return document_.stored.back(); }

  xml::Tokenizer tokens_;
  xlsx::TextStore& texts_;
  StoredDocument document_;
  std::map<std::string, NumberKind, std::less<>> styles_;
  std::string formula_;
  std::uint32_t next_row_ = 0, row_ = 0, column_ = 0, next_column_ = 0, format_column_ = 0, row_span_ = 0;
  std::uint64_t row_begin_ = 0;
  std::uint8_t row_flags_ = 0;
  bool in_sheet_ = false;
};

}  // namespace lunokhod::sheets::spreadsheetml
