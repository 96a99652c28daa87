// content.xml of an ods → stored sheets, in one pass.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "ods/scanner.hpp"
#include "stored_sheet.hpp"
#include "xlsx/text_store.hpp"

namespace lunokhod::sheets::ods {

class ContentParser {
 public:
  // At most `most_bytes` are spent on stored cells.
  ContentParser(xml::Window& window, xlsx::TextStore& texts, std::uint64_t most_bytes)
      : scanner_(window), texts_(texts), most_cells_(most_bytes / sizeof(StoredCell)) {}

  Result<StoredDocument> parse();

 private:
  struct Value {
    CellKind kind = CellKind::empty;
    std::uint64_t word = 0;
    std::uint8_t flags = 0;
    bool wants_text = false;  // kind is text or error: the words come from the content
  };

  void style();
  Result<void> table();
  void column();
  Result<void> row();
  Result<void> cell();
  Value value_of_attributes();
  Value date_value(std::string_view raw);
  Value time_value(std::string_view raw);
  void content();
  void inside_paragraph();
  void paragraph_text(std::string_view raw);
  void merge(std::uint32_t columns, std::uint32_t rows);
  StoredSheet& sheet() { return document_.stored.back(); }

  Scanner scanner_;
  xlsx::TextStore& texts_;
  std::uint64_t most_cells_, stored_cells_ = 0, hidden_ = 0;
  StoredDocument document_;
  std::set<std::string, std::less<>> hidden_table_styles_;
  std::uint32_t row_ = 0, column_ = 0, format_columns_ = 0;
  std::uint8_t row_flags_ = 0;
  std::string text_, resolved_;
  int paragraphs_ = 0;
  bool after_space_ = false;
};

}  // namespace lunokhod::sheets::ods
