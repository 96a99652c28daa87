#include "ods/scanner.hpp"

#include <array>
#include <cstring>

namespace lunokhod::sheets::ods {
namespace {

bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

const char* find_byte(const char* from, const char* to, char byte) {
  return static_cast<const char*>(std::memchr(from, byte, static_cast<std::size_t>(to - from)));
}

struct Name {
  std::string_view prefix, local;
};

constexpr auto ends_name = [] {
  std::array<bool, 256> ends{};
  for (const char c : {' ', '\n', '\t', '\r', '=', '/', '>'}) ends[static_cast<unsigned char>(c)] = true;
  return ends;
}();

// The name at `at`, which ends before white space, '=', '/' or '>'; `at` moves behind it.
Name read_name(const char*& at, const char* end) {
  const char* const begin = at;
  const char* colon = nullptr;
  for (; at < end && !ends_name[static_cast<unsigned char>(*at)]; ++at) {
    if (*at == ':') colon = at;
  }
  if (!colon) return {{}, {begin, static_cast<std::size_t>(at - begin)}};
  return {{begin, static_cast<std::size_t>(colon - begin)}, {colon + 1, static_cast<std::size_t>(at - colon - 1)}};
}

}  // namespace

Event Scanner::next() {
  Event event = Event::finished;
  while (true) {
    if (window_.cursor == window_.end && !window_.refill()) return Event::finished;
    if (*window_.cursor == '<') {
      if (markup(event)) return event;
      continue;
    }
    const char* open = find_byte(window_.cursor, window_.end, '<');
    if (!open) {
      if (window_.refill()) continue;
      window_.cursor = window_.end;  // text behind the last tag
      return Event::finished;
    }
    text_ = {window_.cursor, static_cast<std::size_t>(open - window_.cursor)};
    cdata_ = false;
    window_.cursor = open;
    return Event::text;
  }
}

// False: nothing for the caller yet.
bool Scanner::markup(Event& event) {
  event = Event::finished;
  while (window_.size() < 9 && window_.refill()) {
  }
  const std::string_view here(window_.cursor, window_.size());
  if (here.size() < 3) {
    window_.cursor = window_.end;
    return true;
  }
  if (here[1] == '/') return end_tag(event);
  if (here[1] == '?') return pass("<?", "?>", false, event);
  if (here.starts_with("<!--")) return pass("<!--", "-->", false, event);
  if (here.starts_with("<![CDATA[")) return pass("<![CDATA[", "]]>", true, event);
  if (here[1] == '!') return pass("<!", ">", false, event);
  return start_tag(event);
}

bool Scanner::pass(std::string_view opening, std::string_view closing, bool is_text, Event& event) {
  while (true) {
    const std::string_view here(window_.cursor, window_.size());
    const auto found = here.find(closing, opening.size());
    if (found != here.npos) {
      text_ = here.substr(opening.size(), found - opening.size());
      window_.cursor += found + closing.size();
      cdata_ = true;
      event = Event::text;
      return is_text;
    }
    if (window_.refill()) continue;
    window_.cursor = window_.end;
    event = Event::finished;
    return true;
  }
}

bool Scanner::end_tag(Event& event) {
  while (true) {
    if (const char* close = find_byte(window_.cursor, window_.end, '>')) {
      const char* at = window_.cursor + 2;
      name_ = read_name(at, close).local;
      window_.cursor = close + 1;
      event = Event::end;
      return true;
    }
    if (window_.refill()) continue;
    window_.cursor = window_.end;
    return true;
  }
}

bool Scanner::start_tag(Event& event) {
  while (true) {
    const char* at = window_.cursor + 1;
    name_ = read_name(at, window_.end).local;
    if (const char* behind = read_attributes(at)) {
      window_.cursor = behind;
      event = Event::start;
      return true;
    }
    if (window_.refill()) continue;
    window_.cursor = window_.end;
    return true;
  }
}

// From behind the name to behind the '>'; nullptr when the window ends before.
const char* Scanner::read_attributes(const char* at) {
  const char* const end = window_.end;
  count_ = 0;
  empty_ = false;
  while (true) {
    while (at < end && is_space(*at)) ++at;
    if (at >= end) return nullptr;
    if (*at == '>') return at + 1;
    if (*at == '/') {
      empty_ = true;
      ++at;
      continue;
    }
    const Name name = read_name(at, end);
    while (at < end && (is_space(*at) || *at == '=')) ++at;
    if (at >= end) return nullptr;
    if (*at != '"' && *at != '\'') {
      if (name.local.empty()) ++at;  // a stray character
      continue;
    }
    const char* const close = find_byte(at + 1, end, *at);
    if (!close) return nullptr;
    if (count_ < most_attributes)
      attributes_[count_++] = {name.prefix, name.local, {at + 1, static_cast<std::size_t>(close - at - 1)}};
    empty_ = false;
    at = close + 1;
  }
}

std::string_view Scanner::find(std::string_view name, bool extended) const {
  for (std::size_t i = 0; i < count_; ++i) {
    const Attribute& attribute = attributes_[i];
    // A cell is asked for seven attributes and has two or three: most names differ in length or in the last letter.
    if (attribute.name.size() != name.size() || attribute.name.empty() || attribute.name.back() != name.back())
      continue;
    if (attribute.name == name && (attribute.prefix == "calcext") == extended) return attribute.value;
  }
  return {};
}

std::string_view Scanner::attribute(std::string_view name) const {
  return find(name, false);
}
std::string_view Scanner::extension(std::string_view name) const {
  return find(name, true);
}

bool Scanner::plain_paragraph(std::string_view& raw) {
  constexpr std::string_view open = "<text:p>", close = "</text:p></table:table-cell>";
  const std::string_view here(window_.cursor, window_.size());
  if (!here.starts_with(open)) return false;
  const auto end = here.find('<', open.size());
  if (end == here.npos || !here.substr(end).starts_with(close)) return false;
  raw = here.substr(open.size(), end - open.size());
  window_.cursor += end + close.size();
  return true;
}

void Scanner::skip() {
  if (empty_) return;
  for (int depth = 1; depth > 0;) {
    const Event event = next();
    if (event == Event::finished) return;
    if (event == Event::start && !empty_) ++depth;
    if (event == Event::end) --depth;
  }
}

}  // namespace lunokhod::sheets::ods
