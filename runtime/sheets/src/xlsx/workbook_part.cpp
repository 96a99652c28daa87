#include "xlsx/workbook_part.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "lunokhod/sheets/limits.hpp"

namespace lunokhod::sheets::xlsx {

namespace {

struct SheetEntry {
  SheetInfo info;
  std::string relationship;
};

bool is_true(std::string_view value) {
  return value == "1" || value == "true" || value == "on";
}

SheetKind kind_of(std::string_view type) {
  if (type == "worksheet") return SheetKind::worksheet;
  if (type == "chartsheet") return SheetKind::chart;
  if (type == "dialogsheet") return SheetKind::dialog;
  if (type == "xlMacrosheet" || type == "xlIntlMacrosheet") return SheetKind::macro;
  return SheetKind::other;
}

Visibility visibility_of(std::string_view state) {
  if (state == "hidden") return Visibility::hidden;
  if (state == "veryHidden") return Visibility::very_hidden;
  return Visibility::visible;
}

// r:id with whatever prefix: an "id" with a prefix, told from a plain one.
std::string relationship_id(const xml::Tokenizer& tokens) {
  for (const xml::Attribute& attribute : tokens.attributes()) {
    if (attribute.name == "id" && !attribute.prefix.empty()) return std::string(attribute.raw);
  }
  return "";
}

Error not_a_workbook(std::string_view part, std::string_view root) {
  return {Code::data_rejected, fmt::format("this is no workbook: {} holds a <{}>", part, root),
          "give a spreadsheet file (xlsx, xls, ods, csv)"};
}

Result<std::vector<SheetEntry>> read_sheets(const Package& package, const std::string& part, WorkbookPart& workbook) {
  std::vector<SheetEntry> sheets;
  xml::Window window = TRY(package.window(part));
  xml::Tokenizer tokens(window);
  bool rooted = false;
  for (xml::Token token = tokens.next(); token != xml::Token::finished; token = tokens.next()) {
    if (token != xml::Token::start) continue;
    if (!rooted) {
      rooted = true;
      if (!tokens.is("workbook")) return not_a_workbook(part, tokens.name());
    }
    if (tokens.is("workbookPr") && tokens.depth() == 2) workbook.base_1904 = is_true(tokens.attribute("date1904"));
    if (!tokens.is("sheet") || tokens.depth() != 3) continue;
    SheetEntry sheet;
    sheet.info.name = tokens.attribute("name");
    sheet.info.visibility = visibility_of(tokens.attribute("state"));
    sheet.relationship = relationship_id(tokens);
    sheets.push_back(std::move(sheet));
    if (sheets.size() > limits::sheets)
      return Error{Code::limit, "the workbook lists more than 10,000 sheets", "the file is damaged"};
  }
  if (tokens.error()) return *tokens.error();
  if (!rooted) return not_a_workbook(part, "nothing");
  return sheets;
}

// The worksheets in the order of the numbers in their names: for workbooks whose relationships are lost.
std::vector<std::string> worksheets_by_name(const Package& package) {
  std::vector<std::pair<unsigned long, std::string>> found;
  for (const zip::Entry& entry : package.archive().entries()) {
    const std::size_t folder = entry.name.rfind("worksheets/");
    if (folder == std::string::npos || entry.name.find('/', folder + 11) != std::string::npos) continue;
    const std::size_t digits = entry.name.find_first_of("0123456789", folder + 11);
    const unsigned long number =
        digits == std::string::npos ? 0 : std::strtoul(entry.name.c_str() + digits, nullptr, 10);
    found.emplace_back(number, entry.name);
  }
  std::sort(found.begin(), found.end());
  std::vector<std::string> names;
  for (auto& [number, name] : found) names.push_back(std::move(name));
  return names;
}

// A part found by its name when no relationship leads to it.
std::string part_by_name(const Package& package, const std::string& workbook, std::string_view file) {
  const std::size_t slash = workbook.rfind('/');
  const std::string beside = (slash == std::string::npos ? "" : workbook.substr(0, slash + 1)) + std::string(file);
  if (package.has(beside)) return beside;
  return package.has(file) ? std::string(file) : "";
}

}  // namespace

Result<WorkbookPart> read_workbook_part(const Package& package, std::vector<std::string>& warnings) {
  WorkbookPart workbook;
  const std::string part = package.workbook_part();
  if (part.empty()) {
    return Error{Code::data_rejected, "the zip file holds no workbook",
                 "give a spreadsheet file (xlsx, xls, ods, csv)"};
  }
  const std::vector<SheetEntry> sheets = TRY(read_sheets(package, part, workbook));
  const std::vector<Relationship> relationships = package.relationships(part);
  const bool lost = std::none_of(relationships.begin(), relationships.end(),
                                 [](const Relationship& r) { return r.type == "worksheet"; });
  const std::vector<std::string> by_name = lost ? worksheets_by_name(package) : std::vector<std::string>{};
  std::set<std::string> taken;
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    SheetInfo info = sheets[i].info;
    std::string target;
    const auto related = std::find_if(relationships.begin(), relationships.end(),
                                      [&](const Relationship& r) { return r.id == sheets[i].relationship; });
    if (related != relationships.end()) {
      info.kind = kind_of(related->type);
      target = related->target;
    } else if (lost && i < by_name.size()) {
      target = by_name[i];
    }
    if (!package.has(target)) {
      warnings.push_back(fmt::format("sheet {}: its part is missing, it reads as empty", info.name));
      target.clear();
    } else if (!taken.insert(target).second) {
      warnings.push_back(fmt::format("sheet {}: its part belongs to another sheet, it reads as empty", info.name));
      target.clear();
    }
    workbook.sheets.push_back(std::move(info));
    workbook.parts.push_back(std::move(target));
  }
  for (const Relationship& relationship : relationships) {
    if (relationship.type == "sharedStrings" && package.has(relationship.target))
      workbook.shared_strings = relationship.target;
    if (relationship.type == "styles" && package.has(relationship.target)) workbook.styles = relationship.target;
  }
  if (workbook.shared_strings.empty()) workbook.shared_strings = part_by_name(package, part, "sharedStrings.xml");
  if (workbook.styles.empty()) workbook.styles = part_by_name(package, part, "styles.xml");
  return workbook;
}

}  // namespace lunokhod::sheets::xlsx
