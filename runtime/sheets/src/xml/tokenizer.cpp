#include "xml/tokenizer.hpp"

#include <fmt/core.h>

#include <cstring>

#include "lunokhod/base/text.hpp"
#include "xml/references.hpp"

namespace lunokhod::sheets::xml {

namespace {

constexpr std::size_t deepest = std::size_t{1} << 20;  // bytes of names of open elements
constexpr std::size_t longest_reference = 12;          // "&#x10FFFF;" and a little

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

const char* find(const char* from, const char* end, char wanted) {
  return static_cast<const char*>(std::memchr(from, wanted, static_cast<std::size_t>(end - from)));
}

void split_name(std::string_view whole, std::string_view& prefix, std::string_view& name) {
  const std::size_t colon = whole.find(':');
  prefix = colon == std::string_view::npos ? std::string_view{} : whole.substr(0, colon);
  name = colon == std::string_view::npos ? whole : whole.substr(colon + 1);
}

// How much of an unfinished text may be handed out: not half a reference, not a "\r" whose "\n" may follow.
const char* safe_cut(const char* begin, const char* end) {
  if (end[-1] == '\r') return end - 1;
  const char* lowest = end - begin > static_cast<std::ptrdiff_t>(longest_reference) ? end - longest_reference : begin;
  for (const char* at = end - 1; at >= lowest; --at) {
    if (*at == ';') break;
    if (*at == '&') return at;
  }
  return end;
}

}  // namespace

Token Tokenizer::next() {
  while (true) {
    const Token token = raw_next();
    if (!hides(token)) return token;
  }
}

// AlternateContent and its branches are not shown; the branches not chosen are passed over.
bool Tokenizer::hides(Token token) {
  if (token == Token::start) {
    if (name_ == "AlternateContent") {
      alternates_.push_back({depth_, false});
      return true;
    }
    if (alternates_.empty() || depth_ != alternates_.back().depth + 1) return false;
    Alternate& alternate = alternates_.back();
    const bool wanted = !alternate.taken && (name_ == "Fallback" || (name_ == "Choice" && choice_is_known()));
    if (wanted) {
      alternate.taken = true;
    } else {
      skip_element();
    }
    return true;
  }
  if (token != Token::end || alternates_.empty()) return false;
  if (depth_ < alternates_.back().depth) {
    alternates_.pop_back();
    return true;
  }
  return depth_ == alternates_.back().depth;
}

// Excel's extensions all go by prefixes such as x14, xr2, mc: Excel itself would take such a branch.
bool Tokenizer::choice_is_known() {
  const std::string_view wanted = attribute("Requires");
  return !wanted.empty() && (wanted[0] == 'x' || wanted.substr(0, 2) == "mc");
}

void Tokenizer::skip_element() {
  const int inside = depth_;
  while (true) {
    const Token token = raw_next();
    if (token == Token::finished || (token == Token::end && depth_ < inside)) return;
  }
}

Token Tokenizer::raw_next() {
  if (end_pending_) {  // <name/>: the name is still in the window
    end_pending_ = false;
    --depth_;
    return Token::end;
  }
  while (!error_) {
    if (window_.cursor == window_.end && !window_.refill()) return Token::finished;
    std::optional<Token> token;
    if (in_cdata_) {
      token = cdata();
    } else if (*window_.cursor == '<') {
      token = markup();
    } else {
      token = character_data();
    }
    if (token) return *token;
    if (window_.error()) return Token::finished;
  }
  return Token::finished;
}

std::optional<Token> Tokenizer::character_data() {
  while (true) {
    const char* begin = window_.cursor;
    const char* stop = find(begin, window_.end, '<');
    if (!stop) {
      stop = safe_cut(begin, window_.end);
      if (stop == begin) {
        if (window_.refill()) continue;
        begin = window_.cursor;
        stop = window_.end;
      }
    }
    const std::string_view raw(begin, static_cast<std::size_t>(stop - begin));
    window_.cursor = stop;
    if (raw.find_first_of("&\r") == std::string_view::npos) {
      text_ = raw;
    } else {
      held_text_.clear();
      append_resolved(held_text_, raw);
      text_ = held_text_;
    }
    return Token::text;
  }
}

std::optional<Token> Tokenizer::cdata() {
  while (true) {
    const std::string_view all(window_.cursor, window_.size());
    const std::size_t close = all.find("]]>");
    if (close == 0) {
      window_.cursor += 3;
      in_cdata_ = false;
      return std::nullopt;
    }
    // Two bytes may be the beginning of the mark.
    const std::size_t length = close != std::string_view::npos ? close : all.size() > 2 ? all.size() - 2 : 0;
    if (length == 0) {
      if (window_.refill()) continue;
      window_.cursor = window_.end;  // never closed: nothing more comes
      return Token::finished;
    }
    text_ = all.substr(0, length);
    window_.cursor += length;
    return Token::text;
  }
}

std::optional<Token> Tokenizer::markup() {
  if (starts_with("<!--")) {
    skip_past("-->");
    return std::nullopt;
  }
  if (starts_with("<![CDATA[")) {
    window_.cursor += 9;
    in_cdata_ = true;
    return std::nullopt;
  }
  if (starts_with("<!")) {
    skip_doctype();
    return std::nullopt;
  }
  if (starts_with("<?")) {
    skip_past("?>");
    return std::nullopt;
  }
  const bool closing = starts_with("</");
  const char* close = find_tag_end(!closing);
  if (!close) {
    window_.cursor = window_.end;
    return Token::finished;
  }
  return closing ? end_tag(close) : start_tag(close);
}

Token Tokenizer::end_tag(const char* close) {
  const char* stop = close;
  while (stop > window_.cursor + 2 && is_space(stop[-1])) --stop;
  const std::string_view whole(window_.cursor + 2, static_cast<std::size_t>(stop - window_.cursor - 2));
  split_name(whole, prefix_, name_);
  window_.cursor = close + 1;
  return close_element(whole) ? Token::end : Token::finished;
}

void Tokenizer::open_element(std::string_view name) {
  ++depth_;
  open_at_.push_back(static_cast<std::uint32_t>(open_names_.size()));
  open_names_ += name;
  if (open_names_.size() > deepest) error_ = Error{Code::limit, "XML elements nest too deep", "the file is damaged"};
}

bool Tokenizer::close_element(std::string_view name) {
  const std::string_view open =
      open_at_.empty() ? std::string_view{} : std::string_view(open_names_).substr(open_at_.back());
  if (open_at_.empty() || open != name) {
    error_ = Error{Code::data_rejected,
                   fmt::format("the XML of a part is damaged: <{}> ends with </{}>", open.substr(0, 40),
                               text::repair_utf8(name.substr(0, 40))),
                   "open and save the file in Excel"};
    return false;
  }
  open_names_.resize(open_at_.back());
  open_at_.pop_back();
  --depth_;
  return true;
}

Token Tokenizer::start_tag(const char* close) {
  const char* at = window_.cursor + 1;
  const bool empty = close[-1] == '/' && close - 1 > at;
  const char* stop = empty ? close - 1 : close;
  const char* name_end = at;
  while (name_end < stop && !is_space(*name_end)) ++name_end;
  split_name({at, static_cast<std::size_t>(name_end - at)}, prefix_, name_);
  read_attributes(name_end, stop);
  window_.cursor = close + 1;
  end_pending_ = empty;
  if (empty) {
    ++depth_;
  } else {
    open_element({at, static_cast<std::size_t>(name_end - at)});
  }
  return error_ ? Token::finished : Token::start;
}

void Tokenizer::read_attributes(const char* at, const char* stop) {
  attributes_.clear();
  resolved_.clear();
  while (true) {
    while (at < stop && is_space(*at)) ++at;
    if (at == stop) return;
    const char* name = at;
    while (at < stop && *at != '=' && !is_space(*at)) ++at;
    const char* name_end = at;
    while (at < stop && is_space(*at)) ++at;
    if (at == stop || *at != '=') continue;  // a name without a value
    ++at;
    while (at < stop && is_space(*at)) ++at;
    const char* value = at;
    const char* value_end;
    if (at < stop && (*at == '"' || *at == '\'')) {
      ++value;
      value_end = find(value, stop, *at);
      if (!value_end) value_end = stop;
      at = value_end < stop ? value_end + 1 : stop;
    } else {
      while (at < stop && !is_space(*at)) ++at;
      value_end = at;
    }
    Attribute& attribute = attributes_.emplace_back();
    split_name({name, static_cast<std::size_t>(name_end - name)}, attribute.prefix, attribute.name);
    attribute.raw = {value, static_cast<std::size_t>(value_end - value)};
  }
}

std::string_view Tokenizer::attribute(std::string_view name, bool* found) {
  if (found) *found = false;
  for (Attribute& attribute : attributes_) {
    if (attribute.name != name || attribute.prefix == "xmlns") continue;
    if (found) *found = true;
    if (attribute.raw.find_first_of("&\r") != std::string_view::npos) {
      if (resolved_.empty()) resolved_.reserve(attributes_.size());  // so that views stay valid
      append_resolved(resolved_.emplace_back(), attribute.raw);
      attribute.raw = resolved_.back();
    }
    return attribute.raw;
  }
  return {};
}

// The '>' of the tag under the cursor; `quotes`: not one inside an attribute's value.
const char* Tokenizer::find_tag_end(bool quotes) {
  while (true) {
    const char* at = window_.cursor + 1;
    char quote = 0;
    for (; at < window_.end; ++at) {
      if (quote) {
        if (*at == quote) quote = 0;
      } else if (*at == '>') {
        return at;
      } else if (quotes && (*at == '"' || *at == '\'')) {
        quote = *at;
      }
    }
    if (!window_.refill()) return nullptr;
  }
}

bool Tokenizer::starts_with(std::string_view mark) {
  while (window_.size() < mark.size()) {
    if (std::memcmp(window_.cursor, mark.data(), window_.size()) != 0 || !window_.refill()) return false;
  }
  return std::memcmp(window_.cursor, mark.data(), mark.size()) == 0;
}

bool Tokenizer::skip_past(std::string_view mark) {
  while (true) {
    const std::string_view all(window_.cursor, window_.size());
    const std::size_t found = all.find(mark);
    if (found != std::string_view::npos) {
      window_.cursor += found + mark.size();
      return true;
    }
    if (all.size() >= mark.size()) window_.cursor = window_.end - (mark.size() - 1);
    if (!window_.refill()) {
      window_.cursor = window_.end;
      return false;
    }
  }
}

// <!DOCTYPE … [ … ]>: brackets nest, quotes hide them.
bool Tokenizer::skip_doctype() {
  int brackets = 0;
  char quote = 0;
  while (true) {
    for (; window_.cursor < window_.end; ++window_.cursor) {
      const char c = *window_.cursor;
      if (quote) {
        if (c == quote) quote = 0;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '[') {
        ++brackets;
      } else if (c == ']') {
        --brackets;
      } else if (c == '>' && brackets <= 0) {
        ++window_.cursor;
        return true;
      }
    }
    if (!window_.refill()) return false;
  }
}

}  // namespace lunokhod::sheets::xml
