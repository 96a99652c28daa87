// Cell references in formulas and ranges when rows are added to a sheet: what lies below the data moves down, a range
// that ends with the data's last row grows with it. Also: a formula copied to another row. Texts, names, functions,
// references to other workbooks and structured references stay as they are.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lunokhod::sheets::writing {

// `added` rows come in after row `last` (1-based) of `sheet`; `first` is the first row of the data.
struct Growth {
  std::string sheet;
  std::uint32_t first = 0, last = 0, added = 0;

  std::uint32_t row(std::uint32_t row_before) const { return row_before > last ? row_before + added : row_before; }
};

enum class Extend {
  no,       // a formula of the data's own rows: its ranges stay
  ranges,   // formulas elsewhere: A5:B5 grows, A5 stays
  singles,  // formats, validations, charts: A5 becomes A5:A9
};

// `own_sheet`: the sheet the formula stands on, which references without a sheet mean; "" when there is none.
std::string grown_formula(std::string_view formula, std::string_view own_sheet, const Growth& growth, Extend extend);
// "A1:B5", "A5" or several with spaces between, all on the growing sheet.
std::string grown_ranges(std::string_view ranges, const Growth& growth, Extend extend);
// Relative references follow the formula to a cell so many rows and columns away; one that leaves the sheet is #REF!.
std::string moved_formula(std::string_view formula, std::int64_t rows, std::int64_t columns);

struct CellReference {
  std::uint32_t row = 0, column = 0;  // row from 1, column from 0
  bool fixed_row = false, fixed_column = false;
  std::string text() const;
};
std::optional<CellReference> parse_cell(std::string_view text);  // the whole text: "$B$7"

}  // namespace lunokhod::sheets::writing
