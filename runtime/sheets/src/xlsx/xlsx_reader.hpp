// The Reader of xlsx, xlsm, xltx: opens the package and its workbook part at once, texts and styles when a sheet is
// first read.
#pragma once

#include "lunokhod/sheets/workbook.hpp"
#include "number_format.hpp"
#include "xlsx/package.hpp"
#include "xlsx/text_store.hpp"
#include "xlsx/workbook_part.hpp"

namespace lunokhod::sheets::xlsx {

class XlsxReader final : public Reader {
 public:
  static Result<std::unique_ptr<Reader>> open(const Content& content);

  Format format() const override { return Format::xlsx; }
  const std::vector<SheetInfo>& sheets() const override { return workbook_.sheets; }
  bool base_1904() const override { return workbook_.base_1904; }
  Result<SheetDetails> read(std::size_t sheet, const ReadOptions& options, CellSink& sink) override;

 private:
  XlsxReader(Package package, std::uint64_t file_size);
  Result<void> load_styles();
  Result<void> load_strings();
  Result<SheetDetails> read_sheet(const std::string& part, const ReadOptions& options, CellSink& sink);
  void note_checksum(const xml::Window& window, const std::string& part);

  Package package_;
  WorkbookPart workbook_;
  TextStore texts_;
  std::vector<NumberKind> styles_;
  std::vector<TextRef> strings_;
  bool styles_loaded_ = false, strings_loaded_ = false;
};

}  // namespace lunokhod::sheets::xlsx
