// What a workbook says before its sheets: version, code page, date base, number formats, shared strings, where each
// sheet begins. BIFF2 to 4 have no such part: there the one sheet says it itself.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "lunokhod/frame/text_pool.hpp"
#include "lunokhod/sheets/workbook.hpp"
#include "number_format.hpp"
#include "ptg/links.hpp"
#include "xls/record.hpp"
#include "xls/strings.hpp"

namespace lunokhod::sheets::xls {

struct Globals {
  int biff = 8;  // 2, 3, 4, 5 (also 7), 8
  int code_page = 1252;
  bool base_1904 = false;
  bool workspace = false;  // BIFF4: each sheet has formats of its own, to be read as a workbook at its offset
  std::vector<SheetInfo> sheets;
  std::vector<std::size_t> offsets;     // of the sheets' BOF records
  std::vector<NumberKind> xf_formats;   // by index of the XF
  std::vector<NumberKind> old_formats;  // BIFF2 without XF records: by index of the FORMAT
  std::vector<TextRef> strings;
  std::shared_ptr<CodePageText> text;
  ptg::Links links;
};

// The version by the BOF record at `offset`; 0: there is none.
int version_at(std::string_view stream, std::size_t offset, std::uint16_t* substream = nullptr);

Result<Globals> read_globals(std::string_view stream, TextPool& pool, std::vector<std::string>& warnings);

}  // namespace lunokhod::sheets::xls
