#include "xlsx/xlsx_reader.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "lunokhod/sheets/limits.hpp"
#include "xlsx/shared_strings.hpp"
#include "xlsx/sheet_parser.hpp"
#include "xlsx/styles.hpp"

namespace lunokhod::sheets::xlsx {

XlsxReader::XlsxReader(Package package, std::uint64_t file_size)
    : package_(std::move(package)), texts_(pool_, limits::kept_bytes(file_size)) {}

Result<std::unique_ptr<Reader>> XlsxReader::open(const Content& content) {
  Package package = TRY(Package::open(content));
  std::unique_ptr<XlsxReader> reader(new XlsxReader(std::move(package), content.bytes.size()));
  reader->workbook_ = TRY(read_workbook_part(reader->package_, reader->warnings_));
  return std::unique_ptr<Reader>(std::move(reader));
}

Result<SheetDetails> XlsxReader::read(std::size_t sheet, const ReadOptions& options, CellSink& sink) {
  const SheetInfo& info = workbook_.sheets.at(sheet);
  const std::string& part = workbook_.parts[sheet];
  if (part.empty() || info.kind == SheetKind::chart || info.kind == SheetKind::other) return SheetDetails{};
  auto details = read_sheet(part, options, sink);
  if (!details && details.error().where.empty()) details.error().where = fmt::format("sheet {}", info.name);
  return details;
}

Result<SheetDetails> XlsxReader::read_sheet(const std::string& part, const ReadOptions& options, CellSink& sink) {
  xml::Window window = TRY(package_.window(part));  // first: its thread unpacks while the texts are read
  CHECKED(load_styles());
  CHECKED(load_strings());
  const SheetContext context{strings_, styles_, texts_, warnings_, workbook_.base_1904};
  SheetParser parser(window, context, options, sink);
  if (options.transient_texts) texts_.begin_transient();
  auto details = parser.run();
  texts_.end_transient();
  if (!details) return details;
  note_checksum(window, part);
  return details;
}

Result<void> XlsxReader::load_styles() {
  if (styles_loaded_ || workbook_.styles.empty()) return {};
  xml::Window window = TRY(package_.window(workbook_.styles));
  styles_ = TRY(read_styles(window));
  note_checksum(window, workbook_.styles);
  styles_loaded_ = true;
  return {};
}

Result<void> XlsxReader::load_strings() {
  if (strings_loaded_ || workbook_.shared_strings.empty()) return {};
  xml::Window window = TRY(package_.window(workbook_.shared_strings));
  strings_ = TRY(read_shared_strings(window, texts_));
  note_checksum(window, workbook_.shared_strings);
  strings_loaded_ = true;
  return {};
}

void XlsxReader::note_checksum(const xml::Window& window, const std::string& part) {
  if (!window.finished() || window.checksum_matches()) return;
  std::string line = fmt::format("part {}: the checksum is wrong, the content was read all the same", part);
  if (std::find(warnings_.begin(), warnings_.end(), line) == warnings_.end()) warnings_.push_back(std::move(line));
}

}  // namespace lunokhod::sheets::xlsx

namespace lunokhod::sheets {

Result<std::unique_ptr<Reader>> open_xlsx(const Content& content, const OpenOptions&) {
  return xlsx::XlsxReader::open(content);
}

}  // namespace lunokhod::sheets
