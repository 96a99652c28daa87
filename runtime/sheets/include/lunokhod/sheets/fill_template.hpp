// A workbook made by a person, filled with data: the sheet's rows at one place are written anew, everything else lives
// on. Styles, widths, charts, pivot tables, pictures and macros stay; every part of the package that did not have to
// change is copied byte for byte. Formulas are calculated when the workbook is opened (their old results are removed on
// the filled sheet).
//
//   auto book = TRY(FilledTemplate::open("monthly.xlsx"));
//   CHECKED(book.fill("Data!A5", frame, {.grow = true}));
//   CHECKED(book.save("out.xlsx"));
//
// With `grow`, rows below the data move down, and ranges that end with the data's last row (formulas, charts, tables,
// filters, formats, names) take in the new rows. Without it, data is written over what stands there; a formula in its
// way is an error. The rows that stood in the place give their styles; formulas beside the data are repeated for every
// row.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "lunokhod/base/error.hpp"
#include "lunokhod/frame/frame.hpp"

namespace lunokhod::sheets {

struct FillOptions {
  bool grow = false;
  bool header = false;  // the names of the columns as a first row
  std::uint32_t rows =
      0;  // rows of the template that the data takes the place of; 0: all rows of the table there, else one
};

class FilledTemplate {
 public:
  static Result<FilledTemplate> open(const std::string& path);
  FilledTemplate(FilledTemplate&&) noexcept;
  FilledTemplate& operator=(FilledTemplate&&) noexcept;
  ~FilledTemplate();

  // `place`: "Sheet!A5", "'My sheet'!A5" or "A5" of the first worksheet, as the template has it, whatever was filled
  // before.
  Result<void> fill(const std::string& place, const Frame& frame, const FillOptions& options = {});
  Result<void> save(const std::string& path) const;

 private:
  struct State;
  explicit FilledTemplate(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace lunokhod::sheets
