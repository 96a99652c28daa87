// One worksheet part: rows, cells, merged ranges, what is hidden. The complete parser reads everything through tokens;
// where the bytes are plain the quick one (plain_cells.hpp) runs ahead of it over the same window and stops at the
// first oddity.
#pragma once

#include <map>
#include <string>

#include "xlsx/cell_output.hpp"
#include "xlsx/plain_cells.hpp"
#include "xlsx/position.hpp"
#include "xml/tokenizer.hpp"

namespace lunokhod::sheets::xlsx {

class SheetParser {
 public:
  // Without `quick` the complete parser reads everything: the measure that the quick one is held to.
  SheetParser(xml::Window& window, const SheetContext& context, const ReadOptions& options, CellSink& sink,
              bool quick = true)
      : window_(window),
        tokens_(window),
        output_(context, options, sink),
        plain_(window, output_, at_),
        quick_(quick) {}

  Result<SheetDetails> run();

 private:
  struct Formula {
    bool present = false;
    std::string text;
  };

  Result<void> read_rows();
  void read_plain();
  void begin_row();
  Result<void> read_cell();
  void read_value(std::string& value);
  void share_formula(const std::string& index, std::uint32_t row, std::uint32_t column);
  void finish_cell(std::uint32_t column, CellType type, std::uint32_t style, bool has_inline);
  void read_columns();
  Result<void> read_merge();
  Result<void> outside_grid(std::uint32_t row, std::uint32_t column) const;

  xml::Window& window_;
  xml::Tokenizer tokens_;
  CellOutput output_;
  Position at_;
  PlainCells plain_;
  bool quick_;
  Formula formula_;
  struct SharedFormula {
    std::string text;
    std::uint32_t row, column;
  };
  std::map<std::string, SharedFormula> shared_formulas_;  // by si
  std::size_t shared_bytes_ = 0;
  std::string value_, inline_;
  SheetDetails details_;
  std::vector<bool> hidden_columns_;
  std::uint32_t hidden_ranges_ = 0;  // of columns; more than there are columns say nothing new
};

}  // namespace lunokhod::sheets::xlsx
