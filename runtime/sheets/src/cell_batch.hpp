// Collects the cells of a reader and hands them to the sink a few thousand at a time, leaving out the rows and columns
// that nobody asked for.
#pragma once

#include <array>
#include <bit>

#include "lunokhod/sheets/limits.hpp"
#include "lunokhod/sheets/workbook.hpp"
#include "number_format.hpp"

namespace lunokhod::sheets {

class CellBatch {
 public:
  CellBatch(CellSink& sink, const ReadOptions& options)
      : sink_(sink),
        columns_(options.columns),
        first_row_(options.first_row),
        end_row_(options.row_limit ? std::uint64_t{options.first_row} + options.row_limit : limits::rows) {}

  bool wants_column(std::uint32_t column) const {
    return column < limits::columns && (!columns_ || (column < columns_->size() && (*columns_)[column]));
  }
  bool wants_row(std::uint32_t row) const { return row >= first_row_ && row < end_row_; }
  bool past_last_row(std::uint32_t row) const { return row >= end_row_; }

  // False: the sink has had enough. A cell outside what is wanted is dropped; an empty text is no cell.
  bool add(std::uint32_t row, std::uint32_t column, CellKind kind, std::uint64_t word, std::uint8_t flags = 0) {
    if (!wants_row(row) || !wants_column(column)) return !stopped_;
    if (kind == CellKind::text && TextRef{word}.length() == 0) return !stopped_;
    cells_[count_++] = Cell{row, static_cast<std::uint16_t>(column), kind, flags, word};
    return count_ < cells_.size() || flush();
  }
  bool add_number(std::uint32_t row, std::uint32_t column, double value, std::uint8_t flags = 0,
                  NumberKind format = NumberKind::number) {
    if (format == NumberKind::date_with_time) flags |= CellFlag::has_time;
    const CellKind kind = format == NumberKind::number ? CellKind::number : CellKind::date;
    return add(row, column, kind, std::bit_cast<std::uint64_t>(value), flags);
  }
  bool flush() {
    if (count_ && !stopped_) {
      delivered_ += count_;
      stopped_ = !sink_.cells({cells_.data(), count_});
    }
    count_ = 0;
    return !stopped_;
  }
  bool stopped() const { return stopped_; }
  bool over_limit() const { return delivered_ > limits::cells; }

 private:
  CellSink& sink_;
  const std::vector<bool>* columns_;
  std::uint64_t first_row_, end_row_;
  std::size_t count_ = 0;
  std::uint64_t delivered_ = 0;
  bool stopped_ = false;
  std::array<Cell, 2048> cells_;
};

}  // namespace lunokhod::sheets
