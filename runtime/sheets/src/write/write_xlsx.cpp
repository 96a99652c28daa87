#include "lunokhod/sheets/write_xlsx.hpp"

#include <fmt/format.h>

#include "write/package_parts.hpp"
#include "write/part_stream.hpp"
#include "write/shared_strings.hpp"
#include "write/worksheet.hpp"
#include "write/zip_writer.hpp"

namespace lunokhod::sheets {
namespace {

using namespace writing;

// The place from the outside in: file, sheet, cell.
Error within(Error error, const std::string& place) {
  if (error.where.empty())
    error.where = place;
  else if (!error.where.starts_with(place))
    error.where = place + ", " + error.where;
  return error;
}

Result<void> write_additions(ZipWriter& zip, const Additions& additions, std::size_t sheet) {
  if (!additions.relations.list.empty()) {
    CHECKED(zip.add(fmt::format("xl/worksheets/_rels/sheet{}.xml.rels", sheet), additions.relations.xml()));
  }
  for (const Part& part : additions.parts) CHECKED(zip.add(part.name, part.bytes));
  return {};
}

Result<void> write_parts(ZipWriter& zip, const std::vector<SheetPlan>& plans, const Styles& styles) {
  CHECKED(zip.add("[Content_Types].xml", content_types(plans)));
  CHECKED(zip.add("_rels/.rels", root_relationships()));
  CHECKED(zip.add("xl/workbook.xml", workbook_part(plans)));
  CHECKED(zip.add("xl/_rels/workbook.xml.rels", workbook_relationships(plans.size())));
  CHECKED(zip.add("xl/styles.xml", styles.xml()));
  SharedStrings strings;
  for (std::size_t i = 0; i < plans.size(); ++i) {
    CHECKED(zip.begin(fmt::format("xl/worksheets/sheet{}.xml", i + 1)));
    PartStream stream(zip);
    if (auto written = write_worksheet(plans[i], i == 0, strings, stream); !written) {
      return within(std::move(written).error(), "sheet " + plans[i].sheet->name);
    }
    CHECKED(stream.finish());
    CHECKED(write_additions(zip, plans[i].additions, i + 1));
  }
  CHECKED(zip.begin("xl/sharedStrings.xml"));
  PartStream stream(zip);
  strings.write(stream);
  return stream.finish();
}

Result<void> write_package(const std::string& path, const std::vector<SheetToWrite>& sheets,
                           const XlsxOptions& options) {
  if (sheets.empty()) return Error{Code::invalid_argument, "a workbook needs at least one sheet"};
  if (options.level < 0 || options.level > 9) {
    return Error{Code::invalid_argument, fmt::format("level {} of compression", options.level),
                 "0 (fast) to 9 (small)"};
  }
  CHECKED(check_sheet_names(sheets));
  Styles styles;
  PartNumbers numbers;
  std::vector<SheetPlan> plans;
  for (const SheetToWrite& sheet : sheets) {
    Result<SheetPlan> plan = plan_sheet(sheet, styles, numbers);
    if (!plan) return within(std::move(plan).error(), "sheet " + sheet.name);
    plans.push_back(std::move(plan).value());
  }
  ZipWriter zip = TRY(ZipWriter::create(path, options.level));
  CHECKED(write_parts(zip, plans, styles));
  return zip.finish(options.durable);
}

}  // namespace

Result<void> write_xlsx(const std::string& path, const std::vector<SheetToWrite>& sheets, const XlsxOptions& options) {
  Result<void> written = write_package(path, sheets, options);
  if (!written) return within(std::move(written).error(), path);
  return written;
}

}  // namespace lunokhod::sheets
