// Rows of a frame → <row> elements. Rules (docs: Excel keeps 15 significant digits, knows dates from 1900 to 9999):
//   null, empty text, NaN, ±infinity      no cell
//   whole numbers and decimals of more than 15 digits, dates Excel has no number for      text with the same value
//   text                                  always text, whatever it looks like; one over 32,767 characters is an error
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "lunokhod/base/error.hpp"
#include "write/cell_overrides.hpp"
#include "write/column_plan.hpp"

namespace lunokhod::sheets::writing {

class PartStream;
class SharedStrings;

class RowWriter {
 public:
  RowWriter(PartStream& stream, SharedStrings& strings, const std::vector<ColumnPlan>& columns);

  // Values of the frame's rows [0, height); `row_number` is the 1-based row in the sheet of the first.
  Result<void> rows(std::size_t height, std::uint32_t row_number, const CellOverrides& overrides);
  // One row of the frame with the row's own attributes, between cells that are ready XML; a null keeps its style where
  // the plan has one for empty cells.
  Result<void> row_between(std::size_t row, std::uint32_t row_number, std::string_view attributes,
                           std::string_view left, std::string_view right);
  // A row of texts in one style (the header).
  Result<void> texts(const std::vector<std::string_view>& texts, const CellTails& tails, std::uint32_t row_number,
                     double height_points);

 private:
  void prepare_texts(std::size_t first, std::size_t count);
  char* open_row(std::uint32_t row_number, double height_points = 0);
  char* close_row(char* out);
  char* cell_in_own_look(char* out, const ColumnPlan& plan, const OverrideLook& look, std::size_t row);
  char* open_cell(char* out, const ColumnPlan& plan) const;
  char* cell(char* out, const ColumnPlan& plan, std::size_t row);
  char* mixed_cell(char* out, const ColumnPlan& plan, std::size_t row);
  char* number_cell(char* out, const ColumnPlan& plan, double value) const;
  char* date_cell(char* out, const ColumnPlan& plan, const CellTails& tails, std::int64_t days);
  char* datetime_cell(char* out, const ColumnPlan& plan, const CellTails& tails, std::int64_t microseconds);
  char* text_cell(char* out, const ColumnPlan& plan, const CellTails& tails, std::string_view text);
  char* inline_cell(char* out, const ColumnPlan& plan, const CellTails& tails, std::string_view text);
  char* error_cell(char* out, const ColumnPlan& plan, std::string_view text);
  void complain_of_length(const ColumnPlan& plan, std::size_t units);

  PartStream& stream_;
  SharedStrings& strings_;
  const std::vector<ColumnPlan>& columns_;
  Piece row_digits_;
  std::vector<std::vector<std::uint32_t>> prepared_;  // by column: indices of the texts of the rows at work
  std::optional<Error> error_;
};

}  // namespace lunokhod::sheets::writing
