// The door: content decides the format, the extension does not.
#include <fmt/core.h>

#include <string_view>

#include "lunokhod/platform/files.hpp"
#include "readers.hpp"
#include "sniff.hpp"
#include "zip/archive.hpp"

namespace lunokhod::sheets {

std::string_view format_name(Format format) {
  switch (format) {
    case Format::xlsx:
      return "xlsx";
    case Format::xls:
      return "xls";
    case Format::xlsb:
      return "xlsb";
    case Format::ods:
      return "ods";
    case Format::csv:
      return "csv";
    case Format::html:
      return "html";
    case Format::spreadsheetml:
      return "spreadsheetml";
    case Format::dbf:
      return "dbf";
  }
  return "unknown";
}

Result<std::unique_ptr<Reader>> open_content(const Content& content, const OpenOptions& options) {
  switch (sniff(content.bytes)) {
    case Kind::nothing:
      return Error{Code::data_rejected, "the file is empty", "get the file again"};
    case Kind::xlsx:
      return open_xlsx(content, options);
    case Kind::ods:
      return open_ods(content, options);
    case Kind::spreadsheetml:
      return open_spreadsheetml(content, options);
    case Kind::html:
    case Kind::mhtml:
      return open_html(content, options);
    case Kind::dbf:
      return open_dbf(content, options);
    case Kind::xlsb:
      return open_xlsb(content, options);
    case Kind::ole:
    case Kind::raw_biff:
      return open_xls(content, options);
    case Kind::text:
      return open_csv(content, options);
    case Kind::encrypted:
      return open_encrypted(content, options);
    default:
      break;
  }
  return Error{Code::data_rejected, "this is no spreadsheet that can be read", "save it as xlsx"};
}

Result<std::unique_ptr<Reader>> open(const std::string& path, const OpenOptions& options) {
  auto file = std::make_shared<const MappedFile>(TRY(MappedFile::open(path)));
  const std::string_view bytes = file->bytes();
  auto reader = open_content({path, std::move(file), bytes, true}, options);
  if (!reader) {
    std::string& where = reader.error().where;
    where = where.empty() ? path : fmt::format("{}, {}", path, where);
  }
  return reader;
}

}  // namespace lunokhod::sheets
