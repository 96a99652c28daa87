#include "write/fill/xml_edit.hpp"

#include <algorithm>

#include "write/xml_escape.hpp"
#include "xml/references.hpp"

namespace lunokhod::sheets::writing {
namespace {

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// Past a comment, CDATA section, instruction or declaration that begins at `at`; npos when it never ends.
std::optional<std::size_t> past_special(std::string_view xml, std::size_t at) {
  const auto past = [&](std::string_view mark) -> std::optional<std::size_t> {
    const std::size_t found = xml.find(mark, at);
    return found == std::string_view::npos ? found : found + mark.size();
  };
  const std::string_view rest = xml.substr(at);
  if (rest.starts_with("<!--")) return past("-->");
  if (rest.starts_with("<![CDATA[")) return past("]]>");
  if (rest.starts_with("<?")) return past("?>");
  if (rest.starts_with("<!")) return past(">");
  return std::nullopt;
}

}  // namespace

bool TagScanner::next() {
  std::size_t at = end_;
  while (true) {
    at = xml_.find('<', at);
    if (at == std::string_view::npos) return false;
    const auto special = past_special(xml_, at);
    if (!special) break;
    if (*special == std::string_view::npos) return false;
    at = *special;
  }
  std::size_t end = at + 1;
  char quote = 0;
  for (; end < xml_.size() && (quote || xml_[end] != '>'); ++end) {
    if (quote) {
      if (xml_[end] == quote) quote = 0;
    } else if (xml_[end] == '"' || xml_[end] == '\'') {
      quote = xml_[end];
    }
  }
  if (end >= xml_.size()) return false;
  begin_ = at;
  end_ = end + 1;
  std::string_view inside = xml_.substr(at + 1, end - at - 1);
  kind_ = Kind::open;
  if (inside.starts_with('/')) {
    kind_ = Kind::close;
    inside.remove_prefix(1);
  } else if (inside.ends_with('/')) {
    kind_ = Kind::empty;
    inside.remove_suffix(1);
  }
  std::size_t name_size = 0;
  while (name_size < inside.size() && !is_space(inside[name_size])) ++name_size;
  attributes_ = inside.substr(name_size);
  const std::string_view full = inside.substr(0, name_size);
  const std::size_t colon = full.find(':');
  prefix_ = colon == std::string_view::npos ? std::string_view() : full.substr(0, colon);
  name_ = colon == std::string_view::npos ? full : full.substr(colon + 1);
  return true;
}

bool next_attribute(std::string_view attributes, std::size_t& at, RawAttribute& out) {
  while (at < attributes.size() && is_space(attributes[at])) ++at;
  const std::size_t equals = attributes.find('=', at);
  if (equals == std::string_view::npos) return false;
  const std::size_t quote = attributes.find_first_of("\"'", equals);
  if (quote == std::string_view::npos) return false;
  const std::size_t close = attributes.find(attributes[quote], quote + 1);
  if (close == std::string_view::npos) return false;
  std::size_t name_end = equals;
  while (name_end > at && is_space(attributes[name_end - 1])) --name_end;
  out = {attributes.substr(at, name_end - at), attributes.substr(quote + 1, close - quote - 1), at, close + 1};
  at = close + 1;
  return true;
}

std::optional<std::string_view> TagScanner::attribute(std::string_view full_name) const {
  std::size_t at = 0;
  RawAttribute found;
  while (next_attribute(attributes_, at, found)) {
    if (found.name == full_name) return found.value;
  }
  return std::nullopt;
}

void Edits::replace(std::string_view source, std::string_view piece, std::string text) {
  const auto begin = static_cast<std::size_t>(piece.data() - source.data());
  replace(begin, begin + piece.size(), std::move(text));
}

void Edits::set_attribute(const TagScanner& tag, std::string_view name, std::string_view value) {
  if (const auto old = tag.attribute(name)) return replace(tag.xml(), *old, xml(value));
  const std::size_t at = tag.end() - (tag.kind() == TagScanner::Kind::empty ? 2 : 1);
  insert(at, " " + std::string(name) + "=\"" + xml(value) + "\"");
}

std::string Edits::apply(std::string_view source) const {
  std::vector<const One*> order;
  for (const One& edit : list_) order.push_back(&edit);
  std::stable_sort(order.begin(), order.end(), [](const One* a, const One* b) { return a->begin < b->begin; });
  std::string out;
  std::size_t at = 0;
  for (const One* edit : order) {
    if (edit->begin < at) continue;  // inside of something that was replaced as a whole
    out.append(source, at, edit->begin - at);
    out += edit->text;
    at = edit->end;
  }
  return out.append(source.substr(at));
}

std::string resolved(std::string_view raw) {
  std::string out;
  xml::append_resolved(out, raw);
  return out;
}

}  // namespace lunokhod::sheets::writing
