#include "html/tokens.hpp"

#include <algorithm>

namespace lunokhod::sheets::html {
namespace {

constexpr std::size_t most_attributes = 64;

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

std::string lowered(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), lower);
  return out;
}

}  // namespace

Event Tokens::next() {
  while (at_ < html_.size()) {
    if (html_[at_] != '<') {
      const auto open = std::min(html_.find('<', at_), html_.size());
      text_.clear();
      append_resolved(text_, html_.substr(at_, open - at_));
      at_ = open;
      return Event::text;
    }
    if (skip_declaration()) continue;
    const bool end = at_ + 1 < html_.size() && html_[at_ + 1] == '/';
    const std::size_t name_at = at_ + (end ? 2 : 1);
    if (name_at >= html_.size() || !is_letter(html_[name_at])) {  // a bare "<" is text
      text_ = "<";
      ++at_;
      return Event::text;
    }
    std::size_t stop = name_at;
    while (stop < html_.size() && !is_space(html_[stop]) && html_[stop] != '>' && html_[stop] != '/') ++stop;
    name_ = lowered(html_.substr(name_at, stop - name_at));
    at_ = stop;
    read_attributes();
    return end ? Event::end : Event::start;
  }
  return Event::finished;
}

// Comments (Excel's conditional ones hold no cells), <!DOCTYPE>, <![if]>, <?xml?>.
bool Tokens::skip_declaration() {
  const auto rest = html_.substr(at_);
  if (rest.size() < 2 || (rest[1] != '!' && rest[1] != '?')) return false;
  const std::string_view close = rest.starts_with("<!--") ? "-->" : ">";
  const auto found = rest.find(close, 2);
  at_ = found == rest.npos ? html_.size() : at_ + found + close.size();
  return true;
}

void Tokens::read_attributes() {
  attributes_.clear();
  while (at_ < html_.size() && html_[at_] != '>') {
    if (is_space(html_[at_]) || html_[at_] == '/') {
      ++at_;
      continue;
    }
    std::size_t stop = at_;
    while (stop < html_.size() && !is_space(html_[stop]) && html_[stop] != '=' && html_[stop] != '>') ++stop;
    std::string name = lowered(html_.substr(at_, stop - at_));
    at_ = stop;
    while (at_ < html_.size() && is_space(html_[at_])) ++at_;
    std::string value;
    if (at_ < html_.size() && html_[at_] == '=') {
      ++at_;
      while (at_ < html_.size() && is_space(html_[at_])) ++at_;
      const char quote = at_ < html_.size() ? html_[at_] : '>';
      if (quote == '"' || quote == '\'') {
        const auto close = std::min(html_.find(quote, at_ + 1), html_.size());
        append_resolved(value, html_.substr(at_ + 1, close - at_ - 1));
        at_ = std::min(close + 1, html_.size());
      } else {
        stop = at_;
        while (stop < html_.size() && !is_space(html_[stop]) && html_[stop] != '>') ++stop;
        append_resolved(value, html_.substr(at_, stop - at_));
        at_ = stop;
      }
    } else if (name.empty()) {
      ++at_;
    }
    if (attributes_.size() < most_attributes) attributes_.emplace_back(std::move(name), std::move(value));
  }
  if (at_ < html_.size()) ++at_;
}

const std::string* Tokens::attribute(std::string_view name) const {
  for (const auto& [key, value] : attributes_)
    if (key == name) return &value;
  return nullptr;
}

void Tokens::skip_past_end(std::string_view name) {
  while (at_ < html_.size()) {
    const auto open = html_.find("</", at_);
    if (open == html_.npos) {
      at_ = html_.size();
      return;
    }
    at_ = open + 2;
    if (lowered(html_.substr(at_, name.size())) != name) continue;
    const auto close = html_.find('>', at_);
    at_ = close == html_.npos ? html_.size() : close + 1;
    return;
  }
}

}  // namespace lunokhod::sheets::html
