// A binary part of an xlsb as records: a type and a length in 7-bit groups, then bytes. Unknown types are the caller's
// to pass over.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "zip/byte_source.hpp"

namespace lunokhod::sheets::xlsb {

namespace type {
inline constexpr unsigned row_header = 0, cell_blank = 1, cell_rk = 2, cell_error = 3, cell_bool = 4, cell_real = 5,
                          cell_text = 6, cell_shared = 7, formula_text = 8, formula_number = 9, formula_bool = 10,
                          formula_error = 11, shared_item = 19, name = 39, format = 44, xf = 47, column_info = 60,
                          cell_rich = 62, workbook_properties = 153, bundle_sheet = 156, merge_cell = 176,
                          external_book = 355, own_book = 357, same_sheet = 358, external_tabs = 359,
                          external_book_start = 360, external_sheets = 362, array_formula = 426, shared_formula = 427,
                          external_name_start = 577, begin_cell_xfs = 617, end_cell_xfs = 618, add_in_book = 667;
}

struct Record {
  unsigned type = 0;
  std::string_view data;  // until the next call
};

class RecordReader {
 public:
  explicit RecordReader(std::unique_ptr<zip::ByteSource> source) : source_(std::move(source)) {}

  bool next(Record& record);
  const std::optional<Error>& error() const { return error_; }
  bool cut_short() const { return cut_short_; }  // the part ended inside a record

 private:
  bool fill(std::size_t wanted);
  std::size_t available() const { return static_cast<std::size_t>(end_ - cursor_); }

  std::unique_ptr<zip::ByteSource> source_;
  std::string carry_;  // what a block left over, joined with the next where that has no room in front
  const char* cursor_ = nullptr;
  const char* end_ = nullptr;
  bool carried_ = false;  // the cursor is in carry_
  bool finished_ = false, cut_short_ = false;
  std::optional<Error> error_;
};

// A text with a 32-bit count of UTF-16 units before it; of a damaged record, what is there.
std::string_view wide_text(std::string_view data);

}  // namespace lunokhod::sheets::xlsb
