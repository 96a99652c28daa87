// The cells of one sheet part of an xlsb.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "cell_batch.hpp"
#include "ole/byte_cursor.hpp"
#include "ptg/sheet_formulas.hpp"
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
  // With `formulas` the cells that have one give its text.
  SheetParser(RecordReader& records, const SheetContext& context, CellBatch& batch,
              ptg::SheetFormulas* formulas = nullptr)
      : records_(records), context_(context), batch_(batch), formulas_(formulas) {}

  Result<SheetDetails> parse();

 private:
  bool take(const Record& record);
  bool cell(const Record& record);
  bool formula_cell(const Record& record);
  bool settle_waiting(const Record* next);
  bool value(unsigned kind, std::uint32_t column, std::uint32_t style, ByteCursor& cursor);
  bool text(std::uint32_t column, std::string_view utf16, std::uint8_t flags);
  bool error(std::uint32_t column, std::uint8_t code, std::uint8_t flags);
  bool row(std::string_view data);
  void columns(std::string_view data);
  void merged(std::string_view data);

  RecordReader& records_;
  SheetContext context_;
  CellBatch& batch_;
  ptg::SheetFormulas* formulas_;
  // A cell whose formula may stand in the record behind it.
  struct Waiting {
    unsigned kind;
    std::string record;
  };
  std::optional<Waiting> waiting_;
  SheetDetails details_;
  std::uint32_t row_ = 0;
  std::uint8_t row_flags_ = 0;
  std::array<std::optional<TextRef>, 256> errors_;
  std::string scratch_;
};

}  // namespace lunokhod::sheets::xlsb
