// A sheet (or a csv) that is about to become a frame: which rows are the header, which columns are wanted.
// The header is found by names: the row (or one to three rows joined) in the first 50 that matches most of the wanted
// names, folded; without names, the first row that looks like one. What was found can be logged.
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
  bool fill_merged = false;  // every cell of a merged range gets its value
  bool formulas = false;
  std::string range;                      // "B3:F200"; "": all
  std::vector<std::string> columns;       // only these (by header name); empty: all
  std::vector<std::string> text_columns;  // these as text exactly as stored
  std::uint32_t row_limit = 0;            // data rows; 0: all
};

struct HeaderFound {
  std::uint32_t first_row = 0;     // 1-based
  std::uint32_t last_row = 0;      // 0: no header
  std::vector<std::string> names;  // by column index, "" where the header is empty
};

class SheetSource {
 public:
  // `file` is the name used in messages.
  static Result<SheetSource> open(std::shared_ptr<Reader> reader, std::string file, SheetOptions options);

  const std::string& sheet_name() const;
  // wanted_names: what a mapping mentions; they decide the header row. Empty: by looks.
  Result<HeaderFound> find_header(const std::vector<std::string>& wanted_names);
  // All the rows below the header. Only columns in wanted_names are kept when `only_wanted`.
  Result<Frame> frame(const std::vector<std::string>& wanted_names = {}, bool only_wanted = false);
  // Frames of at most `rows` rows each, in constant memory; `each` returns false to stop.
  Result<void> chunks(std::size_t rows, const std::vector<std::string>& wanted_names,
                      const std::function<Result<bool>(Frame)>& each);

 private:
  std::shared_ptr<Reader> reader_;
  std::string file_;
  SheetOptions options_;
  std::size_t sheet_ = 0;
};

}  // namespace lunokhod::sheets
