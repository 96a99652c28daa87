// Cells → a frame. Rows that hold nothing in the columns kept are left out; every row keeps its number in the file.
// Cells in the order of rows take the fast way; a cell of an earlier row is put where it belongs, a repeated one
// replaces the first.
//
// Memory: a column is as long as its last cell, and a sheet so sparse that its columns would be mostly holes (more than
// 160 MiB of them, a hundred holes for each cell) is refused with Code::limit.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lunokhod/frame/frame.hpp"
#include "lunokhod/sheets/source.hpp"
#include "source/column_builder.hpp"
#include "source/header.hpp"
#include "source/merged_fill.hpp"
#include "source/range.hpp"

namespace lunokhod::sheets {

struct FramePlan {
  Header header;
  std::vector<std::string> names;  // unique, by column; columns past the end are called by their letters
  std::vector<bool> columns;       // kept, by column; columns past the end: keep_others
  bool keep_others = true;
  std::vector<bool> text_columns;  // by column
  Range range;                     // of the data
  bool skip_hidden_rows = false;
  bool fill_merged = false;
  bool drop_totals = false;
  std::uint32_t row_limit = 0;  // 0: all
  std::shared_ptr<const Source> source;

  bool keeps(std::uint32_t column) const {
    return range.has_column(column) && (column < columns.size() ? columns[column] : keep_others);
  }
  std::string name_of(std::uint32_t column) const {
    return column < names.size() ? names[column] : column_letters(column);
  }
};

bool begins_as_total(std::string_view first_text);  // "Итого", "Итого по складу:", "Всего", "Total"

class FrameSink final : public CellSink {
 public:
  // What a reading before found; chunks need it before their rows go out.
  struct Survey {
    SheetDetails details;
    std::vector<std::uint16_t> dropped_columns;
    std::vector<bool> held;  // columns that hold something
  };

  FrameSink(const Reader& reader, const FramePlan& plan);
  // A frame of at most `rows_each` rows at a time, texts copied, so that the reader may drop its own.
  void deliver_in_chunks(std::size_t rows_each, const std::function<Result<bool>(Frame)>& each, Survey survey);

  bool cells(std::span<const Cell> batch) override;

  // After the reader is done.
  Result<Frame> finish(const SheetDetails& details, const std::vector<std::uint16_t>& dropped_columns);
  Result<void> finish_chunks();
  const std::vector<bool>& held() const { return held_; }  // of all chunks together, when merged ranges are filled
  const std::vector<std::string>& notes() const { return notes_; }  // dropped totals

 private:
  struct Late {
    std::uint32_t row;
    std::uint16_t column;
    CellKind kind;
    std::uint64_t word;
  };
  static constexpr std::int32_t unknown = -1, unwanted = -2;
  static constexpr std::uint32_t nowhere = 0xFFFFFFFF;

  void start_row(std::uint32_t row);
  bool place_row(const Cell& cell);
  bool put_slowly(const Cell& cell);
  bool grow(ColumnBuilder& column);
  void note_missing_value(const Cell& cell);
  std::int32_t make_slot(std::uint16_t column);
  bool overflow();
  void watch_for_total(const Cell& cell);
  bool emit();
  void merge_late();
  bool fill_chunk();
  void remove_dropped();
  Frame make_frame(const std::vector<std::uint16_t>& dropped_columns);
  std::uint64_t own_word(const Cell& cell);

  const Reader& reader_;
  const FramePlan& plan_;
  std::shared_ptr<TextPool> pool_;
  std::vector<ColumnBuilder> columns_;
  std::vector<std::int32_t> slots_;  // by source column
  std::vector<std::uint32_t> rows_;  // numbers in the file, from 0, ascending
  std::vector<Late> late_;
  std::vector<std::uint32_t> dropped_;  // rows (numbers in the file) that are totals
  std::vector<Problem> problems_;
  std::vector<std::string> notes_;
  std::uint32_t row_ = nowhere;         // of the current cell
  std::uint32_t place_ = nowhere;       // of that row in the frame; nowhere: not placed yet
  std::uint32_t fast_place_ = nowhere;  // the same where nothing needs a thought any more
  bool row_wanted_ = false, row_late_ = false, text_seen_ = false;
  std::uint64_t cells_ = 0;  // seen, in whole batches
  std::uint64_t room_ = 0;   // of all columns together
  std::size_t rows_each_ = 0;
  std::uint32_t emitted_to_ = 0;  // rows below this number are out already
  std::size_t emitted_rows_ = 0;
  std::function<Result<bool>(Frame)> each_;
  Survey survey_;
  std::optional<MergedFill> merged_;
  std::vector<bool> held_;
  std::optional<Error> error_;
};

}  // namespace lunokhod::sheets
