// Formulas of another sheet that refer to the growing one. A shared formula among them is written out cell by cell,
// because its cells may now point at places that no longer lie in a row.
#include <map>

#include "lunokhod/base/text.hpp"
#include "write/fill/sheet_rewrite.hpp"
#include "write/fill/xml_edit.hpp"
#include "write/xml_escape.hpp"

namespace lunokhod::sheets::writing {
namespace {

struct Master {
  CellReference cell;
  std::string text;
};

std::string text_of(const TagScanner& tag) {
  const std::size_t end = tag.xml().find('<', tag.end());
  if (tag.kind() != TagScanner::Kind::open || end == std::string_view::npos) return {};
  return resolved(tag.xml().substr(tag.end(), end - tag.end()));
}

std::map<std::string, Master> shared_masters(const std::string& xml, const std::string& sheet) {
  std::map<std::string, Master> out;
  TagScanner tags(xml);
  CellReference cell;
  while (tags.next()) {
    if (tags.opens("c")) cell = parse_cell(tags.attribute("r").value_or("")).value_or(CellReference{});
    if (!tags.opens("f") || tags.attribute("t") != "shared" || cell.row == 0) continue;
    const std::string text = text_of(tags);
    if (text::lower(text).find(text::lower(sheet)) == std::string::npos) continue;
    out.emplace(std::string(tags.attribute("si").value_or("")), Master{cell, text});
  }
  return out;
}

}  // namespace

std::string grow_formulas(const std::string& xml, const std::string& own_sheet, const Growth& growth) {
  const auto masters = shared_masters(xml, growth.sheet);
  Edits edits;
  TagScanner tags(xml);
  CellReference cell;
  while (tags.next()) {
    if (tags.opens("c")) cell = parse_cell(tags.attribute("r").value_or("")).value_or(CellReference{});
    const bool formula = tags.opens("f") || tags.opens("formula") || tags.opens("formula1") || tags.opens("formula2");
    if (!formula) continue;
    const auto master =
        tags.attribute("t") == "shared" ? masters.find(std::string(tags.attribute("si").value_or(""))) : masters.end();
    const std::string text = text_of(tags);
    const std::size_t begin = tags.begin(), inside = tags.end();
    if (master != masters.end()) {
      const std::string own = moved_formula(master->second.text, std::int64_t{cell.row} - master->second.cell.row,
                                            std::int64_t{cell.column} - master->second.cell.column);
      if (tags.kind() == TagScanner::Kind::open) tags.next();
      edits.replace(begin, tags.end(),
                    "<f>" + writing::xml(grown_formula(own, own_sheet, growth, Extend::ranges)) + "</f>");
    } else if (!text.empty()) {
      const std::string grown = grown_formula(text, own_sheet, growth, Extend::ranges);
      if (grown != text) edits.replace(inside, xml.find('<', inside), writing::xml(grown));
    }
  }
  return edits.apply(xml);
}

}  // namespace lunokhod::sheets::writing
