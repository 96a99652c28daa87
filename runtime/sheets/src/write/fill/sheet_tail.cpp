#include "write/fill/sheet_tail.hpp"

#include <algorithm>
#include <array>

#include "write/xml_escape.hpp"

namespace lunokhod::sheets::writing {
namespace {

constexpr std::array<std::string_view, 5> text_formulas{"formula", "formula1", "formula2", "f", "sqref"};

void grow_attribute(const TagScanner& tag, std::string_view name, const Growth& growth, Extend extend, Edits& edits) {
  const auto ranges = tag.attribute(name);
  if (!ranges) return;
  const std::string grown = grown_ranges(*ranges, growth, extend);
  if (grown != *ranges) edits.set_attribute(tag, name, grown);
}

// The text between this opening tag and the next '<' is a formula or a list of ranges.
void grow_text(const TagScanner& tag, const Growth& growth, Extend extend, Edits& edits) {
  const std::string_view xml = tag.xml();
  const std::size_t end = xml.find('<', tag.end());
  if (tag.kind() != TagScanner::Kind::open || end == std::string_view::npos) return;
  const std::string formula = resolved(xml.substr(tag.end(), end - tag.end()));
  const std::string grown = grown_formula(formula, growth.sheet, growth, extend);
  if (grown != formula) edits.replace(tag.end(), end, writing::xml(grown));
}

void edit_merge(const TagScanner& tag, const Growth& growth, std::uint32_t column, std::uint32_t columns,
                Edits& edits) {
  const std::string_view range = tag.attribute("ref").value_or("");
  const std::size_t colon = range.find(':');
  const auto first = parse_cell(range.substr(0, colon));
  const auto last = colon == std::string_view::npos ? first : parse_cell(range.substr(colon + 1));
  if (!first || !last) return;
  const bool meets_data = last->row >= growth.first && first->row <= growth.last && last->column >= column &&
                          first->column < column + columns;
  const bool inside_rows = first->row >= growth.first && last->row <= growth.last;
  if (meets_data) {
    std::size_t end = tag.end();
    if (tag.kind() == TagScanner::Kind::open) end = tag.xml().find('>', end) + 1;
    edits.replace(tag.begin(), end, "");
  } else if (!inside_rows) {
    grow_attribute(tag, "ref", growth, Extend::ranges, edits);
  }
}

}  // namespace

void edit_sheet_tag(const TagScanner& tag, const Growth& growth, std::uint32_t column, std::uint32_t columns,
                    Edits& edits) {
  const std::string_view name = tag.name();
  if (name == "mergeCell") return edit_merge(tag, growth, column, columns, edits);
  if (name == "dimension") {
    // A hint that would be wrong soon: left out, which is always allowed.
    return edits.replace(tag.begin(), tag.end(), "");
  }
  if (growth.added == 0) return;
  if (name == "brk") {
    const auto id = tag.attribute("id");
    if (id && id->size() < 8 && std::all_of(id->begin(), id->end(), [](char c) { return c >= '0' && c <= '9'; }) &&
        !id->empty()) {
      const auto row = static_cast<std::uint32_t>(std::stoul(std::string(*id)));
      if (row > growth.last) edits.set_attribute(tag, "id", std::to_string(row + growth.added));
    }
    return;
  }
  if (name == "selection" || name == "pane" || name == "c" || name == "row") return;
  grow_attribute(tag, "sqref", growth, Extend::singles, edits);
  grow_attribute(tag, "ref", growth, name == "hyperlink" ? Extend::no : Extend::ranges, edits);
  if (std::find(text_formulas.begin(), text_formulas.end(), name) != text_formulas.end()) {
    grow_text(tag, growth, name == "sqref" ? Extend::singles : Extend::no, edits);
  }
}

void fix_merge_count(std::string& xml) {
  const std::size_t list = xml.find("<mergeCells");
  if (list == std::string::npos) return;
  const std::size_t end = xml.find("</mergeCells>", list);
  if (end == std::string::npos) return;
  std::size_t count = 0;
  for (std::size_t at = xml.find("<mergeCell ", list); at < end; at = xml.find("<mergeCell ", at + 1)) ++count;
  if (count == 0) {
    xml.erase(list, end + std::string_view("</mergeCells>").size() - list);
    return;
  }
  TagScanner tag(xml, list);
  if (!tag.next() || !tag.attribute("count") || *tag.attribute("count") == std::to_string(count)) return;
  Edits edits;
  edits.set_attribute(tag, "count", std::to_string(count));
  xml = edits.apply(xml);
}

}  // namespace lunokhod::sheets::writing
