// The cells of one sheet part of an xlsb.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "cell_batch.hpp"
#include "ole/byte_cursor.hpp"
#include "xlsb/record_reader.hpp"
#include "xlsx/text_store.hpp"

namespace lunokhod::sheets::xlsb {

struct SheetContext {
  const std::vector<TextRef>& strings;
  const std::vector<NumberKind>& styles;
  xlsx::TextStore& texts;
};

class SheetParser {
 public:
  SheetParser(RecordReader& records, const SheetContext& context, CellBatch& batch)
      : records_(records), context_(context), batch_(batch) {}

  Result<SheetDetails> parse();

 private:
  bool take(const Record& record);
  bool cell(const Record& record);
  bool value(unsigned kind, std::uint32_t column, std::uint32_t style, ByteCursor& cursor);
  bool text(std::uint32_t column, std::string_view utf16, std::uint8_t flags);
  bool error(std::uint32_t column, std::uint8_t code, std::uint8_t flags);
  bool row(std::string_view data);
  void columns(std::string_view data);
  void merged(std::string_view data);

  RecordReader& records_;
  SheetContext context_;
  CellBatch& batch_;
  SheetDetails details_;
  std::uint32_t row_ = 0;
  std::uint8_t row_flags_ = 0;
  std::array<std::optional<TextRef>, 256> errors_;
  std::string scratch_;
};

}  // namespace lunokhod::sheets::xlsb
