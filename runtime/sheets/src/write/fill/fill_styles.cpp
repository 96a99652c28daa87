#include "write/fill/fill_styles.hpp"

#include <fmt/format.h>

#include <memory>
#include <vector>

#include "write/fill/xml_edit.hpp"
#include "xlsx/styles.hpp"
#include "zip/byte_source.hpp"

namespace lunokhod::sheets::writing {
namespace {

struct Span {
  std::size_t begin = 0, end = 0;
};

// The elements of <list>…</list>: where each <item> begins and ends, and the list's tags.
struct ListSpan {
  std::vector<Span> items;
  Span open, close;
};

ListSpan list_of(const std::string& xml, std::string_view list, std::string_view item) {
  ListSpan out;
  TagScanner tags(xml);
  while (tags.next() && !tags.opens(list)) {
  }
  if (!tags.opens(list) || tags.kind() != TagScanner::Kind::open) return out;
  out.open = {tags.begin(), tags.end()};
  while (tags.next() && !tags.closes(list)) {
    if (tags.opens(item)) out.items.push_back({tags.begin(), tags.end()});
    if (tags.closes(item) && !out.items.empty()) out.items.back().end = tags.end();
  }
  out.close = {tags.begin(), tags.end()};
  return out;
}

void set_count(const std::string& xml, const ListSpan& list, std::size_t count, Edits& edits) {
  TagScanner tag(xml, list.open.begin);
  if (tag.next()) edits.set_attribute(tag, "count", std::to_string(count));
}

// The id of a format with this code, which is added when no format has it.
int format_id(const std::string& xml, std::string_view code, Edits& edits) {
  const ListSpan formats = list_of(xml, "numFmts", "numFmt");
  int last = 163;
  for (const Span& span : formats.items) {
    TagScanner tag(xml, span.begin);
    if (!tag.next()) continue;
    const int id = std::atoi(std::string(tag.attribute("numFmtId").value_or("0")).c_str());
    if (resolved(tag.attribute("formatCode").value_or("")) == code) return id;
    last = std::max(last, id);
  }
  const std::string added = fmt::format("<numFmt numFmtId=\"{}\" formatCode=\"{}\"/>", last + 1, code);
  if (formats.close.end) {
    edits.insert(formats.close.begin, added);
    set_count(xml, formats, formats.items.size() + 1, edits);
  } else {
    TagScanner root(xml);
    while (root.next() && !root.opens("styleSheet")) {
    }
    edits.insert(root.end(), "<numFmts count=\"1\">" + added + "</numFmts>");
  }
  return last + 1;
}

Result<bool> shows_dates(const std::string& xml, std::uint32_t style) {
  xml::Window window = TRY(xml::Window::open(std::make_unique<zip::MemorySource>(xml)));
  const std::vector<NumberKind> kinds = TRY(xlsx::read_styles(window));
  return style < kinds.size() && kinds[style] != NumberKind::number;
}

}  // namespace

Result<std::uint32_t> date_style(Parts& parts, const std::string& styles_part, std::uint32_t style, bool with_time) {
  if (styles_part.empty()) {
    return Error{Code::data_rejected, "the template has no styles, so a date would show as a number",
                 "save it again in Excel"};
  }
  const std::string xml = TRY(parts.text(styles_part));
  if (TRY(shows_dates(xml, style))) return style;
  const ListSpan cells = list_of(xml, "cellXfs", "xf");
  if (cells.items.empty())
    return Error{Code::data_rejected, "the template's styles cannot be read", "save it again in Excel"};
  Edits edits;
  const int id = format_id(xml, with_time ? "dd.mm.yyyy hh:mm:ss" : "dd.mm.yyyy", edits);
  const Span model = cells.items[std::min<std::size_t>(style, cells.items.size() - 1)];
  const std::string copy = xml.substr(model.begin, model.end - model.begin);
  Edits changes;
  TagScanner tag(copy);
  if (!tag.next()) return Error{Code::data_rejected, "the template's styles cannot be read", "save it again in Excel"};
  changes.set_attribute(tag, "numFmtId", std::to_string(id));
  changes.set_attribute(tag, "applyNumberFormat", "1");
  edits.insert(cells.close.begin, changes.apply(copy));
  set_count(xml, cells, cells.items.size() + 1, edits);
  parts.set(styles_part, edits.apply(xml));
  return static_cast<std::uint32_t>(cells.items.size());
}

}  // namespace lunokhod::sheets::writing
