#include "write/fill/other_parts.hpp"

#include <algorithm>
#include <functional>
#include <set>

#include "lunokhod/base/text.hpp"
#include "write/fill/sheet_rewrite.hpp"
#include "write/fill/xml_edit.hpp"
#include "write/xml_escape.hpp"

namespace lunokhod::sheets::writing {
namespace {

using EditPart = std::function<void(const std::string& xml, Edits& edits)>;

Result<void> edit_part(Parts& parts, const std::string& name, const EditPart& edit) {
  const std::string xml = TRY(parts.text(name));
  Edits edits;
  edit(xml, edits);
  if (!edits.empty()) parts.set(name, edits.apply(xml));
  return {};
}

// The text up to the next tag.
std::string_view text_after(const TagScanner& tag) {
  const std::size_t end = tag.xml().find('<', tag.end());
  return tag.kind() == TagScanner::Kind::open && end != std::string_view::npos
             ? tag.xml().substr(tag.end(), end - tag.end())
             : std::string_view();
}

void replace_if_changed(std::string_view source, std::string_view raw, const std::string& before,
                        const std::string& after, Edits& edits) {
  if (after != before) edits.replace(source, raw, xml(after));
}

void grow_formula_text(const TagScanner& tag, const std::string& own_sheet, const Growth& growth, Extend extend,
                       Edits& edits) {
  const std::string_view raw = text_after(tag);
  if (raw.empty()) return;
  const std::string formula = resolved(raw);
  replace_if_changed(tag.xml(), raw, formula, grown_formula(formula, own_sheet, growth, extend), edits);
}

void grow_chart(const std::string& xml, const Growth& growth, Edits& edits) {
  TagScanner tags(xml);
  int in_title = 0;  // a series' name is one cell, which stays one
  while (tags.next()) {
    if (tags.opens("tx") && tags.kind() == TagScanner::Kind::open) ++in_title;
    if (tags.closes("tx")) --in_title;
    if (tags.opens("f")) grow_formula_text(tags, "", growth, in_title > 0 ? Extend::ranges : Extend::singles, edits);
  }
}

void grow_names(const std::string& xml, const Growth& growth, Edits& edits) {
  TagScanner tags(xml);
  while (tags.next()) {
    if (tags.opens("definedName")) grow_formula_text(tags, "", growth, Extend::ranges, edits);
  }
}

void grow_attribute(const TagScanner& tag, std::string_view name, const Growth& growth, Extend extend, Edits& edits) {
  const auto ranges = tag.attribute(name);
  if (!ranges) return;
  const std::string grown = grown_ranges(*ranges, growth, extend);
  if (grown != *ranges) edits.set_attribute(tag, name, grown);
}

void grow_table(const std::string& xml, const Growth& growth, Edits& edits) {
  TagScanner tags(xml);
  while (tags.next()) {
    if (tags.kind() == TagScanner::Kind::close) continue;
    grow_attribute(tags, "ref", growth, Extend::ranges, edits);
    if (tags.name() == "calculatedColumnFormula" || tags.name() == "totalsRowFormula") {
      grow_formula_text(tags, growth.sheet, growth, Extend::no, edits);
    }
  }
}

void grow_comments(const std::string& xml, const Growth& growth, Edits& edits) {
  TagScanner tags(xml);
  while (tags.next()) {
    if (tags.opens("comment") || tags.opens("threadedComment")) grow_attribute(tags, "ref", growth, Extend::no, edits);
  }
}

// A picture or chart that begins below the data moves with its cells; one beside the data stays as large as it is.
void grow_drawing(const std::string& xml, const Growth& growth, Edits& edits) {
  TagScanner tags(xml);
  bool moves = false;
  std::string_view corner;
  while (tags.next()) {
    if (tags.opens("from") || tags.opens("to")) corner = tags.name();
    if (tags.closes("oneCellAnchor") || tags.closes("twoCellAnchor")) moves = false;
    if (!tags.opens("row") || corner.empty()) continue;
    const std::string_view raw = text_after(tags);
    const auto row = text::parse_integer(text::trim(raw));
    if (!row) continue;
    if (corner == "from") moves = *row + 1 > growth.last;
    if (moves) edits.replace(xml, raw, std::to_string(*row + growth.added));
    corner = {};
  }
}

std::string moved_anchor(std::string_view anchor, const Growth& growth) {
  std::vector<std::string> out;
  for (const std::string_view number : text::split(anchor, ',')) {
    const bool is_row = out.size() == 2 || out.size() == 6;
    const auto value = text::parse_integer(text::trim(number));
    out.push_back(is_row && value ? " " + std::to_string(*value + growth.added) : std::string(number));
  }
  return text::join(out, ",");
}

void grow_note_shapes(const std::string& xml, const Growth& growth, Edits& edits) {
  TagScanner tags(xml);
  std::string_view anchor;
  while (tags.next()) {
    if (tags.opens("Anchor")) anchor = text_after(tags);
    if (!tags.opens("Row")) continue;
    const std::string_view raw = text_after(tags);
    const auto row = text::parse_integer(text::trim(raw));
    if (!row || *row + 1 <= growth.last) continue;
    edits.replace(xml, raw, std::to_string(*row + growth.added));
    if (!anchor.empty()) edits.replace(xml, anchor, moved_anchor(anchor, growth));
    anchor = {};
  }
}

Result<void> grow_related(Parts& parts, const SheetName& filled, const Growth& growth) {
  for (const xlsx::Relationship& relation : parts.package().relationships(filled.part)) {
    if (!parts.package().has(relation.target)) continue;
    const auto edit = [&](auto grow) {
      return edit_part(parts, relation.target, [&](const std::string& xml, Edits& edits) { grow(xml, growth, edits); });
    };
    if (relation.type == "table") CHECKED(edit(grow_table));
    if (relation.type == "comments" || relation.type == "threadedComment") CHECKED(edit(grow_comments));
    if (relation.type == "drawing") CHECKED(edit(grow_drawing));
    if (relation.type == "vmlDrawing") CHECKED(edit(grow_note_shapes));
  }
  return {};
}

bool mentions(const std::string& xml, const std::string& sheet) {
  // Names in formulas are escaped and in any case; a part that holds no letter of the name in some case is left alone.
  return text::lower(resolved(xml)).find(text::lower(sheet)) != std::string::npos;
}

std::vector<std::string> part_names(const Parts& parts, std::string_view folder, std::string_view start) {
  std::vector<std::string> out;
  for (const zip::Entry& entry : parts.package().archive().entries()) {
    const std::size_t slash = entry.name.rfind('/');
    if (slash == std::string::npos || !entry.name.ends_with(".xml")) continue;
    const std::string_view path = std::string_view(entry.name).substr(0, slash),
                           file = std::string_view(entry.name).substr(slash + 1);
    if (path.ends_with(folder) && file.starts_with(start)) out.push_back(entry.name);
  }
  return out;
}

}  // namespace

Result<void> grow_other_parts(Parts& parts, const SheetName& filled, const std::vector<SheetName>& sheets,
                              const Growth& growth) {
  CHECKED(grow_related(parts, filled, growth));
  for (const char* folder : {"charts", "chartEx"}) {
    for (const std::string& name : part_names(parts, folder, "chart")) {
      CHECKED(edit_part(parts, name, [&](const std::string& xml, Edits& edits) { grow_chart(xml, growth, edits); }));
    }
  }
  CHECKED(edit_part(parts, parts.package().workbook_part(),
                    [&](const std::string& xml, Edits& edits) { grow_names(xml, growth, edits); }));
  for (const SheetName& sheet : sheets) {
    if (sheet.part.empty() || sheet.part == filled.part) continue;
    const std::string xml = TRY(parts.text(sheet.part));
    if (mentions(xml, filled.name)) parts.set(sheet.part, grow_formulas(xml, sheet.name, growth));
  }
  return {};
}

Result<void> refresh_pivots(Parts& parts, const SheetName& filled, const Growth& growth) {
  std::set<std::string> tables;
  for (const xlsx::Relationship& relation : parts.package().relationships(filled.part)) {
    if (relation.type != "table" || !parts.package().has(relation.target)) continue;
    const std::string xml = TRY(parts.text(relation.target));
    TagScanner tags(xml);
    while (tags.next()) {
      if (tags.opens("table"))
        tables.insert(resolved(tags.attribute("displayName").value_or(tags.attribute("name").value_or(""))));
    }
  }
  for (const std::string& name : part_names(parts, "pivotCache", "pivotCacheDefinition")) {
    CHECKED(edit_part(parts, name, [&](const std::string& xml, Edits& edits) {
      TagScanner tags(xml), source(xml);
      while (source.next() && !source.opens("worksheetSource")) {
      }
      if (!source.opens("worksheetSource")) return;
      const bool by_table = tables.contains(resolved(source.attribute("name").value_or("")));
      const bool by_range = text::equal_ignoring_case(resolved(source.attribute("sheet").value_or("")), filled.name);
      if (!by_table && !by_range) return;
      if (by_range) grow_attribute(source, "ref", growth, Extend::ranges, edits);
      while (tags.next() && !tags.opens("pivotCacheDefinition")) {
      }
      if (tags.opens("pivotCacheDefinition")) edits.set_attribute(tags, "refreshOnLoad", "1");
    }));
  }
  return {};
}

Result<void> ask_for_calculation(Parts& parts) {
  const std::string workbook = parts.package().workbook_part();
  CHECKED(edit_part(parts, workbook, [](const std::string& xml, Edits& edits) {
    TagScanner tags(xml);
    std::size_t behind = 0;
    while (tags.next()) {
      if (tags.opens("calcPr")) return edits.set_attribute(tags, "fullCalcOnLoad", "1");
      const bool ends = tags.kind() != TagScanner::Kind::open;
      for (const char* name : {"sheets", "functionGroups", "externalReferences", "definedNames"}) {
        if (ends && tags.name() == name) behind = tags.end();
      }
    }
    const std::string prefix = tags.prefix().empty() ? "" : std::string(tags.prefix()) + ":";
    if (behind) edits.insert(behind, "<" + prefix + "calcPr fullCalcOnLoad=\"1\"/>");
  }));
  std::string chain;
  for (const xlsx::Relationship& relation : parts.package().relationships(workbook)) {
    if (relation.type == "calcChain") chain = relation.target;
  }
  if (chain.empty()) return {};
  const auto without = [](const char* element, const char* attribute) {
    return [=](const std::string& xml, Edits& edits) {
      TagScanner tags(xml);
      while (tags.next()) {
        if (tags.opens(element) && tags.attribute(attribute).value_or("").ends_with("calcChain.xml"))
          edits.replace(tags.begin(), tags.end(), "");
      }
    };
  };
  parts.drop(chain);
  CHECKED(edit_part(parts, "[Content_Types].xml", without("Override", "PartName")));
  const std::size_t slash = workbook.rfind('/');
  const std::string folder = slash == std::string::npos ? "" : workbook.substr(0, slash + 1);
  return edit_part(parts, folder + "_rels/" + workbook.substr(folder.size()) + ".rels",
                   without("Relationship", "Target"));
}

Result<std::uint32_t> last_row_of_table(const Parts& parts, const SheetName& sheet, std::uint32_t row,
                                        std::uint32_t column) {
  for (const xlsx::Relationship& relation : parts.package().relationships(sheet.part)) {
    if (relation.type != "table" || !parts.package().has(relation.target)) continue;
    const std::string xml = TRY(parts.text(relation.target));
    TagScanner tags(xml);
    while (tags.next() && !tags.opens("table")) {
    }
    const std::string_view range = tags.attribute("ref").value_or("");
    const std::size_t colon = range.find(':');
    if (colon == std::string_view::npos) continue;
    const auto first = parse_cell(range.substr(0, colon)), last = parse_cell(range.substr(colon + 1));
    if (!first || !last) continue;
    const std::uint32_t data = first->row + (tags.attribute("headerRowCount") == "0" ? 0 : 1);
    const std::uint32_t end = last->row - (tags.attribute("totalsRowCount").value_or("0") == "0" ? 0 : 1);
    if (row >= data && row <= end && column >= first->column && column <= last->column) return end;
  }
  return 0u;
}

}  // namespace lunokhod::sheets::writing
