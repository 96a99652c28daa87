// The tables of an HTML page as one sheet, one under the other, as Excel opens such a page; text between them has a row
// of its own. A cell is a number only where Excel or LibreOffice wrote which one, or where nothing is lost by it
// ("007" and "1.10" stay text).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "html/tokens.hpp"
#include "stored_sheet.hpp"
#include "xlsx/text_store.hpp"

namespace lunokhod::sheets::html {

class TableParser {
 public:
  TableParser(std::string_view utf8, xlsx::TextStore& texts) : tokens_(utf8), texts_(texts) {}

  Result<StoredSheet> parse();
  bool found_table() const { return tables_ > 0; }

 private:
  // What a <td> says of its cell besides the words in it.
  struct Stated {
    bool as_text = false;   // x:str, or the number format "@"
    const char* kind = "";  // "num", "bool", "err", "date"
    std::string value;
  };
  struct Down {  // a cell that reaches into the rows below
    std::uint32_t column, last_column, last_row;
  };

  void start();
  void end();
  void start_row();
  void finish_row();
  void start_cell();
  void finish_cell();
  void text_between();
  void append_text(std::string_view text);
  void line_break();
  std::uint32_t span(std::string_view attribute, std::uint32_t most) const;
  void store(std::uint32_t column);

  Tokens tokens_;
  xlsx::TextStore& texts_;
  StoredSheet sheet_;
  std::string text_;
  Stated stated_;
  std::vector<Down> down_;
  std::uint64_t row_begin_ = 0;
  std::uint32_t row_ = 0, column_ = 0, cell_columns_ = 1, cell_rows_ = 1;
  int tables_ = 0, depth_ = 0;
  bool in_row_ = false, in_cell_ = false, after_space_ = true;
};

}  // namespace lunokhod::sheets::html
