#include "write/package_parts.hpp"

#include <fmt/format.h>

#include <set>

#include "write/xml_escape.hpp"

namespace lunokhod::sheets::writing {
namespace {

constexpr std::string_view declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr std::string_view office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr std::string_view spreadsheet_type = "application/vnd.openxmlformats-officedocument.spreadsheetml";

std::string relationship(std::size_t id, std::string_view kind, std::string_view target) {
  return fmt::format("<Relationship Id=\"rId{}\" Type=\"{}/{}\" Target=\"{}\"/>", id, office, kind, target);
}

std::string override_type(std::string_view part, std::string_view kind) {
  return fmt::format("<Override PartName=\"/xl/{}\" ContentType=\"{}.{}+xml\"/>", part, spreadsheet_type, kind);
}

}  // namespace

std::string content_types(const std::vector<SheetPlan>& plans) {
  std::string overrides = override_type("workbook.xml", "sheet.main");
  std::set<std::string> extensions;
  for (std::size_t i = 1; i <= plans.size(); ++i) {
    overrides += override_type(fmt::format("worksheets/sheet{}.xml", i), "worksheet");
    for (const Part& part : plans[i - 1].additions.parts) {
      if (part.content_type.empty()) {
        extensions.insert(part.name.substr(part.name.rfind('.') + 1));
      } else {
        overrides += fmt::format("<Override PartName=\"/{}\" ContentType=\"{}\"/>", part.name, part.content_type);
      }
    }
  }
  std::string out(declaration);
  out +=
      "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
      "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
      "<Default Extension=\"xml\" ContentType=\"application/xml\"/>";
  for (const std::string& extension : extensions) {
    if (extension == "rels") continue;
    const std::string type =
        extension == "vml" ? "application/vnd.openxmlformats-officedocument.vmlDrawing" : "image/" + extension;
    out += fmt::format("<Default Extension=\"{}\" ContentType=\"{}\"/>", extension, type);
  }
  return out + overrides + override_type("styles.xml", "styles") + override_type("sharedStrings.xml", "sharedStrings") +
         "</Types>";
}

std::string root_relationships() {
  return std::string(declaration) +
         "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" +
         relationship(1, "officeDocument", "xl/workbook.xml") + "</Relationships>";
}

std::string workbook_relationships(std::size_t sheets) {
  std::string out(declaration);
  out += "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
  for (std::size_t i = 1; i <= sheets; ++i)
    out += relationship(i, "worksheet", fmt::format("worksheets/sheet{}.xml", i));
  out += relationship(sheets + 1, "styles", "styles.xml");
  return out + relationship(sheets + 2, "sharedStrings", "sharedStrings.xml") + "</Relationships>";
}

std::string workbook_part(const std::vector<SheetPlan>& plans) {
  std::string sheets, names;
  bool recalculate = false;
  for (std::size_t i = 0; i < plans.size(); ++i) {
    const SheetToWrite& sheet = *plans[i].sheet;
    recalculate = recalculate || plans[i].additions.recalculate;
    sheets += fmt::format("<sheet name=\"{}\" sheetId=\"{}\" r:id=\"rId{}\"/>", xml(sheet.name), i + 1, i + 1);
    if (!sheet.filter || plans[i].columns.empty()) continue;
    names += fmt::format(
        "<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"{}\" hidden=\"1\">{}{}</definedName>", i,
        xml(quoted_sheet(sheet.name)), absolute_range(0, 0, sheet.frame.height(), plans[i].columns.size() - 1));
  }
  if (!names.empty()) names = "<definedNames>" + names + "</definedNames>";
  return fmt::format(
      "{}<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"{}\">"
      "<bookViews><workbookView xWindow=\"0\" yWindow=\"0\" windowWidth=\"28800\" windowHeight=\"15000\"/></bookViews>"
      "<sheets>{}</sheets>{}{}</workbook>",
      declaration, office, sheets, names, recalculate ? "<calcPr calcId=\"191029\" fullCalcOnLoad=\"1\"/>" : "");
}

std::string quoted_sheet(const std::string& name) {
  std::string out = "'";
  for (const char c : name) {
    if (c == '\'') out += '\'';
    out += c;
  }
  return out + "'!";
}

std::string absolute_range(std::size_t first_row, std::size_t first_column, std::size_t last_row,
                           std::size_t last_column) {
  return fmt::format("${}${}:${}${}", column_letters(static_cast<std::uint32_t>(first_column)), first_row + 1,
                     column_letters(static_cast<std::uint32_t>(last_column)), last_row + 1);
}

}  // namespace lunokhod::sheets::writing
