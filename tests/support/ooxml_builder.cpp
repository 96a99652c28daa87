#include "ooxml_builder.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace lunokhod::testing {

namespace {

constexpr std::string_view declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr std::string_view main_namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr std::string_view relationship_namespace =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr std::string_view package_namespace = "http://schemas.openxmlformats.org/package/2006";

}  // namespace

OoxmlBuilder& OoxmlBuilder::sheet(std::string_view name, std::string_view rows, std::string_view state) {
  sheets_.push_back({std::string(name),
                     fmt::format("{}<worksheet xmlns=\"{}\"><sheetData>{}</sheetData></worksheet>", declaration,
                                 main_namespace, rows),
                     std::string(state)});
  return *this;
}

OoxmlBuilder& OoxmlBuilder::sheet_part(std::string_view name, std::string_view xml) {
  sheets_.push_back({std::string(name), std::string(xml), ""});
  return *this;
}

OoxmlBuilder& OoxmlBuilder::shared_strings(std::string_view items) {
  shared_strings_ = fmt::format("{}<sst xmlns=\"{}\">{}</sst>", declaration, main_namespace, items);
  return *this;
}

OoxmlBuilder& OoxmlBuilder::formats(const std::vector<std::string>& codes) {
  std::string formats, cells = "<xf numFmtId=\"0\"/>";
  for (std::size_t i = 0; i < codes.size(); ++i) {
    formats += fmt::format("<numFmt numFmtId=\"{}\" formatCode=\"{}\"/>", 164 + i, codes[i]);
    cells += fmt::format("<xf numFmtId=\"{}\" applyNumberFormat=\"1\"/>", 164 + i);
  }
  styles_ = fmt::format(
      "{}<styleSheet xmlns=\"{}\"><numFmts>{}</numFmts><cellStyleXfs><xf "
      "numFmtId=\"14\"/></cellStyleXfs><cellXfs>{}</cellXfs></styleSheet>",
      declaration, main_namespace, formats, cells);
  return *this;
}

OoxmlBuilder& OoxmlBuilder::format_ids(const std::vector<int>& ids) {
  std::string cells = "<xf numFmtId=\"0\"/>";
  for (const int id : ids) cells += fmt::format("<xf numFmtId=\"{}\"/>", id);
  styles_ =
      fmt::format("{}<styleSheet xmlns=\"{}\"><cellXfs>{}</cellXfs></styleSheet>", declaration, main_namespace, cells);
  return *this;
}

OoxmlBuilder& OoxmlBuilder::base_1904(std::string_view value) {
  base_1904_ = fmt::format("<workbookPr date1904=\"{}\"/>", value);
  return *this;
}

OoxmlBuilder& OoxmlBuilder::part(std::string_view name, std::string_view bytes) {
  replaced_.push_back({std::string(name), std::string(bytes)});
  return *this;
}

OoxmlBuilder& OoxmlBuilder::drop(std::string_view name) {
  dropped_.emplace_back(name);
  return *this;
}

OoxmlBuilder& OoxmlBuilder::rename(std::string_view from, std::string_view to) {
  renamed_.emplace_back(from, to);
  return *this;
}

std::vector<ZipPart> OoxmlBuilder::parts() const {
  std::string sheets, relationships, overrides;
  std::vector<ZipPart> parts;
  const auto relate = [&](std::string_view id, std::string_view type, std::string_view target) {
    relationships +=
        fmt::format("<Relationship Id=\"{}\" Type=\"{}/{}\" Target=\"{}\"/>", id, relationship_namespace, type, target);
  };
  for (std::size_t i = 0; i < sheets_.size(); ++i) {
    const std::string id = fmt::format("rId{}", i + 1), target = fmt::format("worksheets/sheet{}.xml", i + 1);
    const std::string state = sheets_[i].state.empty() ? "" : fmt::format(" state=\"{}\"", sheets_[i].state);
    sheets += fmt::format("<sheet name=\"{}\" sheetId=\"{}\"{} r:id=\"{}\"/>", sheets_[i].name, i + 1, state, id);
    relate(id, "worksheet", target);
    parts.push_back({"xl/" + target, sheets_[i].xml});
  }
  if (!shared_strings_.empty()) {
    relate("rIdStrings", "sharedStrings", "sharedStrings.xml");
    parts.push_back({"xl/sharedStrings.xml", shared_strings_});
  }
  if (!styles_.empty()) {
    relate("rIdStyles", "styles", "styles.xml");
    parts.push_back({"xl/styles.xml", styles_});
  }
  parts.push_back(
      {"xl/workbook.xml", fmt::format("{}<workbook xmlns=\"{}\" xmlns:r=\"{}\">{}<sheets>{}</sheets></workbook>",
                                      declaration, main_namespace, relationship_namespace, base_1904_, sheets)});
  parts.push_back(
      {"xl/_rels/workbook.xml.rels", fmt::format("{}<Relationships xmlns=\"{}/relationships\">{}</Relationships>",
                                                 declaration, package_namespace, relationships)});
  parts.push_back(
      {"_rels/.rels",
       fmt::format("{}<Relationships xmlns=\"{}/relationships\"><Relationship Id=\"rId1\" Type=\"{}/officeDocument\" "
                   "Target=\"xl/workbook.xml\"/></Relationships>",
                   declaration, package_namespace, relationship_namespace)});
  parts.push_back(
      {"[Content_Types].xml",
       fmt::format(
           "{}<Types xmlns=\"{}/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override "
           "PartName=\"/xl/workbook.xml\" "
           "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>",
           declaration, package_namespace)});
  for (const ZipPart& replacement : replaced_) {
    const auto same =
        std::find_if(parts.begin(), parts.end(), [&](const ZipPart& part) { return part.name == replacement.name; });
    if (same == parts.end()) {
      parts.push_back(replacement);
    } else {
      *same = replacement;
    }
  }
  std::erase_if(parts, [&](const ZipPart& part) {
    return std::find(dropped_.begin(), dropped_.end(), part.name) != dropped_.end();
  });
  for (const auto& [from, to] : renamed_) {
    for (ZipPart& part : parts) {
      if (part.name == from) part.name = to;
    }
  }
  return parts;
}

}  // namespace lunokhod::testing
