// The records of a workbook's globals that say what its formulas refer to: other sheets and workbooks, names.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lunokhod/sheets/workbook.hpp"
#include "ptg/links.hpp"
#include "xls/record.hpp"
#include "xls/strings.hpp"

namespace lunokhod::sheets::xls {

// Collects them while the globals are read; only then are the version and the code page known.
class LinkRecords {
 public:
  void take(const Record& record, RecordReader& reader);
  ptg::Links read(int biff, const CodePageText& code_page, const std::vector<SheetInfo>& sheets) const;

 private:
  struct Kept {
    std::uint16_t type;
    std::vector<std::string_view> pieces;  // with the CONTINUE records behind it
  };
  std::vector<Kept> kept_;
};

}  // namespace lunokhod::sheets::xls
