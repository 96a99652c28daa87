// The cells of one sheet of a BIFF workbook, any version.
#pragma once

#include <array>
#include <optional>

#include "cell_batch.hpp"
#include "ptg/sheet_formulas.hpp"
#include "xls/globals.hpp"

namespace lunokhod::sheets::xls {

class SheetParser {
 public:
  // With `formulas` (BIFF5 and 8) the cells that have one give its text.
  SheetParser(std::string_view stream, const Globals& globals, TextPool& pool, CellBatch& batch,
              ptg::SheetFormulas* formulas = nullptr)
      : stream_(stream), globals_(globals), pool_(pool), batch_(batch), formulas_(formulas), biff_(globals.biff) {}

  Result<SheetDetails> parse(std::size_t offset);

 private:
  struct Place {
    std::uint32_t row = 0, column = 0;
    NumberKind format = NumberKind::number;
  };
  bool take(const Record& record);
  bool take_old(const Record& record);  // record numbers of BIFF2
  bool place(ByteCursor& cursor, Place& at);
  NumberKind format_of(std::uint16_t xf) const;
  bool number(const Place& at, double value, std::uint8_t flags = 0);
  bool text(const Place& at, std::string_view value, std::uint8_t flags = 0);
  bool error_or_boolean(const Place& at, std::uint8_t value, bool error, std::uint8_t flags = 0);
  bool label(const Record& record);
  bool shared_label(std::string_view data);
  bool multiple_rk(std::string_view data);
  bool formula(const Record& record);
  std::optional<std::string> formula_words(const Place& at, ByteCursor cursor);
  bool formula_text(const Record& record);
  bool settle_pending();  // its text never came
  void row(const Record& record);
  void columns(const Record& record);
  void merged(std::string_view data);
  std::uint8_t row_flags(std::uint32_t row) const {
    return row < hidden_rows_.size() && hidden_rows_[row] ? CellFlag::hidden_row : 0;
  }

  std::string_view stream_;
  const Globals& globals_;
  TextPool& pool_;
  CellBatch& batch_;
  ptg::SheetFormulas* formulas_;
  int biff_;
  SheetDetails details_;
  std::vector<bool> hidden_rows_;
  std::optional<Place> pending_;          // a formula whose text comes in a later record
  std::optional<std::uint16_t> next_xf_;  // BIFF2: IXFE gives the XF of the cell behind it
  std::array<std::optional<TextRef>, 256> errors_;
  std::string scratch_;
  RecordReader* reader_ = nullptr;
};

}  // namespace lunokhod::sheets::xls
