// A sheet (or a csv) that is about to become a frame: which rows are the header, which columns are wanted.
// The header is found by names: the row (or one to three rows joined) in the first 50 that matches most of the wanted
// names, folded; without names, the first row that looks like one. What was found can be logged.
//
// Rules. Rows that hold nothing in the columns kept are left out; every row keeps its number in the file. Empty texts
// are nulls. Two headers alike become "name" and "name (2)"; wanting such a name is Code::ambiguous. A column without a
// header that holds something is called by its letters. A sheet without any value has no header: data_rejected (an
// empty frame when no header is asked for); a header without rows is a frame of no rows.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lunokhod/base/error.hpp"
#include "lunokhod/frame/frame.hpp"
#include "lunokhod/sheets/workbook.hpp"

namespace lunokhod::sheets {

struct SheetOptions {
  std::string name;  // exact, then folded, then a pattern with * and ?; "": the first visible worksheet with data
  int index = 0;     // 1-based, counts worksheets; 0: by name
  bool header_auto = true;
  std::uint32_t header_row = 0;   // 1-based; used when !header_auto; 0: no header, columns are named A, B, C…
  std::uint32_t header_rows = 1;  // how many rows make the header, joined with a space
  bool skip_hidden_rows = false;
  bool skip_hidden_columns = false;
  bool fill_merged = false;  // every cell of a merged range gets its value (in rows and columns that hold something)
  bool formulas = false;
  bool drop_totals = false;  // rows whose first text is Итого…, Всего… or Total are left out and listed in notes()
  std::string range;                      // "B3:F200", "B:F", "3:200"; "": all. The header is looked for inside
  std::vector<std::string> columns;       // only these (by header name); empty: all. One that is not there is not_found
  std::vector<std::string> text_columns;  // these as text exactly as stored
  std::uint32_t row_limit = 0;            // data rows; 0: all
};

struct HeaderFound {
  std::uint32_t first_row = 0;     // 1-based
  std::uint32_t last_row = 0;      // 0: no header
  std::vector<std::string> names;  // by column index, "" where the header is empty; unique
};

class SheetSource {
 public:
  // `file` is the name used in messages.
  static Result<SheetSource> open(std::shared_ptr<Reader> reader, std::string file, SheetOptions options);

  const std::string& sheet_name() const;
  std::size_t sheet_index() const;
  // wanted_names: what a mapping mentions; they decide the header row. Empty: by looks.
  Result<HeaderFound> find_header(const std::vector<std::string>& wanted_names);
  // All the rows below the header. Only columns in wanted_names are kept when `only_wanted`.
  Result<Frame> frame(const std::vector<std::string>& wanted_names = {}, bool only_wanted = false);
  // Frames of at most `rows` rows each, in constant memory; `each` returns false to stop. A column's dtype is judged
  // chunk by chunk. Hidden columns and merged ranges are known only at a sheet's end: skipping or filling them reads
  // it twice.
  Result<void> chunks(std::size_t rows, const std::vector<std::string>& wanted_names,
                      const std::function<Result<bool>(Frame)>& each);

  // What is worth a line in the log: the header found, totals dropped, rows that are too short. Grows with each call.
  const std::vector<std::string>& notes() const;

 private:
  struct State;
  explicit SheetSource(std::shared_ptr<State> state) : state_(std::move(state)) {}
  std::shared_ptr<State> state_;
};

}  // namespace lunokhod::sheets
