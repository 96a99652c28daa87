// Frames → a workbook. Text stays text (never a formula), strings are cut at no place silently: one longer than 32,767
// is an error. The file is written beside the target and renamed, so a reader never sees half of it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lunokhod/base/error.hpp"
#include "lunokhod/frame/frame.hpp"
#include "lunokhod/sheets/sheet_features.hpp"

namespace lunokhod::sheets {

// The look of a template's header row, taken over into the report.
struct HeaderStyle {
  std::string font_name = "Calibri";
  double font_size = 11;
  bool bold = true;
  bool italic = false;
  bool wrap = false;
  std::string font_color;  // "FF000000" or ""
  std::string fill_color;  // "FFD9E1F2" or ""
  std::string horizontal;  // "center" or ""
  bool border = false;
  double height = 0;                  // points; 0: default
  std::vector<double> column_widths;  // characters, by column; 0: from the data
};

struct SheetToWrite {
  std::string name = "Sheet1";
  Frame frame;
  std::optional<HeaderStyle> header_style;
  std::vector<std::string> formats;  // number format per column, "" default by dtype (dd.mm.yyyy, 0, 0.00 by scale)
  bool freeze_header = true;
  bool filter = true;
  SheetFeatures features;
};

struct XlsxOptions {
  int level = 1;        // 0 to 3 by ISA-L (fast), 4 to 9 by zlib (smaller, many times slower)
  bool durable = true;  // on the disk before it returns; a draft need not be, its delivery sees to it
};

Result<void> write_xlsx(const std::string& path, const std::vector<SheetToWrite>& sheets,
                        const XlsxOptions& options = {});

}  // namespace lunokhod::sheets
