// The part of the sheet that is filled: its rows at the data's place give way to a mark, what lies below moves down,
// and what the rows of data shall look like is taken from the rows that stood there.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "lunokhod/base/error.hpp"
#include "write/fill/references.hpp"

namespace lunokhod::sheets::writing {

// A cell of the template beside the data, or under it: its style, its formula, its content.
struct ModelCell {
  std::uint32_t column = 0;
  std::uint32_t style = 0;
  std::string attributes;  // without r, raw
  std::string formula;     // "" when it has none
  std::string inside;      // raw children when there is no formula
};

struct ModelRow {
  std::string attributes;  // without r and spans, raw
  std::vector<ModelCell> cells;
};

// Where the data goes: rows first..last of the template (1-based) are its place; `added` rows come in after them.
struct FillPlace {
  Growth growth;
  std::uint32_t column = 0, columns = 0;
  std::vector<std::string> later_marks;  // of data that stands further down already
};

struct RewrittenSheet {
  std::string xml;                           // with `mark` where the rows of data belong
  std::map<std::uint32_t, ModelRow> models;  // by the template's row number, of the data's place
  std::map<std::uint32_t, std::uint32_t> column_styles;
};

Result<RewrittenSheet> rewrite_sheet(const std::string& xml, const FillPlace& place, std::string_view mark);

// References of a sheet that stands elsewhere in the workbook, or of everything but the rows of the filled one.
std::string grow_formulas(const std::string& xml, const std::string& own_sheet, const Growth& growth);

}  // namespace lunokhod::sheets::writing
