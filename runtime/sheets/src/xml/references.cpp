#include "xml/references.hpp"

#include <optional>

#include "lunokhod/base/text.hpp"

namespace lunokhod::sheets::xml {

namespace {

int digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return 16;
}

std::optional<char32_t> number(std::string_view digits, int base) {
  if (digits.empty() || digits.size() > 8) return std::nullopt;
  std::uint64_t value = 0;
  for (const char c : digits) {
    if (digit(c) >= base) return std::nullopt;
    value = value * static_cast<std::uint64_t>(base) + static_cast<std::uint64_t>(digit(c));
  }
  const bool allowed = value > 0 && value < 0x110000 && (value < 0xD800 || value >= 0xE000);
  return allowed ? static_cast<char32_t>(value) : char32_t{0xFFFD};
}

// The character that "&name;" stands for.
std::optional<char32_t> character(std::string_view name) {
  if (name == "amp") return '&';
  if (name == "lt") return '<';
  if (name == "gt") return '>';
  if (name == "quot") return '"';
  if (name == "apos") return '\'';
  if (name.size() > 2 && name[0] == '#' && (name[1] == 'x' || name[1] == 'X')) return number(name.substr(2), 16);
  if (name.size() > 1 && name[0] == '#') return number(name.substr(1), 10);
  return std::nullopt;
}

bool escape_at(std::string_view text, std::size_t at) {
  if (at + 7 > text.size() || text[at] != '_' || text[at + 1] != 'x' || text[at + 6] != '_') return false;
  for (std::size_t i = at + 2; i < at + 6; ++i) {
    if (digit(text[i]) > 15) return false;
  }
  return true;
}

char32_t escaped_unit(std::string_view text, std::size_t at) {
  char32_t value = 0;
  for (std::size_t i = at + 2; i < at + 6; ++i) value = value * 16 + static_cast<char32_t>(digit(text[i]));
  return value;
}

}  // namespace

void append_resolved(std::string& out, std::string_view raw) {
  std::size_t at = 0;
  while (at < raw.size()) {
    const std::size_t mark = raw.find_first_of("&\r", at);
    if (mark == std::string_view::npos) break;
    out.append(raw, at, mark - at);
    at = mark + 1;
    if (raw[mark] == '\r') {
      out += '\n';
      if (at < raw.size() && raw[at] == '\n') ++at;
      continue;
    }
    const std::size_t close = raw.substr(at, 12).find(';');
    const auto meant = close == std::string_view::npos ? std::nullopt : character(raw.substr(at, close));
    if (meant) {
      text::append_utf8(out, *meant);
      at += close + 1;
    } else {
      out += '&';
    }
  }
  if (at < raw.size()) out.append(raw, at);
}

bool has_escapes(std::string_view text) {
  for (std::size_t at = text.find("_x"); at != std::string_view::npos; at = text.find("_x", at + 1)) {
    if (escape_at(text, at)) return true;
  }
  return false;
}

std::string without_escapes(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    if (!escape_at(text, at)) {
      out += text[at++];
      continue;
    }
    char32_t value = escaped_unit(text, at);
    at += 7;
    const bool high = value >= 0xD800 && value < 0xDC00;
    if (high && escape_at(text, at)) {  // a pair of surrogates, one escape each
      const char32_t low = escaped_unit(text, at);
      if (low >= 0xDC00 && low < 0xE000) {
        value = 0x10000 + ((value - 0xD800) << 10) + (low - 0xDC00);
        at += 7;
      }
    }
    text::append_utf8(out, value >= 0xD800 && value < 0xE000 ? 0xFFFD : value);
  }
  return out;
}

}  // namespace lunokhod::sheets::xml
