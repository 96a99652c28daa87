// The parts of an xlsb before its sheets: which sheets there are, number formats, shared strings.
#pragma once

#include <string>
#include <vector>

#include "lunokhod/sheets/workbook.hpp"
#include "number_format.hpp"
#include "ptg/links.hpp"
#include "xlsx/package.hpp"
#include "xlsx/text_store.hpp"

namespace lunokhod::sheets::xlsb {

struct Workbook {
  std::vector<SheetInfo> sheets;
  std::vector<std::string> parts;  // of the sheets, "" where the part is missing
  std::string shared_strings, styles;
  bool base_1904 = false;
  ptg::Links links;
  std::vector<std::string> external_books;  // beside links.books: the relationship of another workbook's part
};

Result<Workbook> read_workbook(const xlsx::Package& package, std::vector<std::string>& warnings);
// What formulas need to know of other workbooks: names of files, sheets, names in them.
void read_external_books(const xlsx::Package& package, Workbook& workbook);
Result<std::vector<NumberKind>> read_styles(const xlsx::Package& package, const std::string& part);
Result<std::vector<TextRef>> read_shared_strings(const xlsx::Package& package, const std::string& part,
                                                 xlsx::TextStore& store);

}  // namespace lunokhod::sheets::xlsb
