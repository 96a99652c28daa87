#include "write/xml_escape.hpp"

#include <array>
#include <cstdint>
#include <cstring>

namespace lunokhod::sheets::writing {
namespace {

// 1: never special. 0: look closer (markup, control characters, '_' of a literal escape, 0xEF of U+FFFE and U+FFFF).
constexpr std::array<bool, 256> plain = [] {
  std::array<bool, 256> table{};
  for (int byte = 0; byte < 256; ++byte) {
    table[byte] = byte >= 0x20 && byte != '&' && byte != '<' && byte != '>' && byte != '_' && byte != 0xEF;
  }
  table['\t'] = table['\n'] = true;
  return table;
}();

bool is_hex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool is_literal_escape(std::string_view rest) {
  return rest.size() >= 7 && rest[1] == 'x' && rest[6] == '_' && is_hex(rest[2]) && is_hex(rest[3]) &&
         is_hex(rest[4]) && is_hex(rest[5]);
}

char* put(char* out, std::string_view piece) {
  std::memcpy(out, piece.data(), piece.size());
  return out + piece.size();
}

char* put_control(char* out, unsigned char byte) {
  constexpr char digits[] = "0123456789ABCDEF";
  out = put(out, "_x00");
  *out++ = digits[byte >> 4];
  *out++ = digits[byte & 15];
  *out++ = '_';
  return out;
}

// One special character at text[at]; moves `at` past it.
char* escape_one(char* out, std::string_view text, std::size_t& at) {
  const char c = text[at];
  const std::string_view rest = text.substr(at);
  ++at;
  if (c == '&') return put(out, "&amp;");
  if (c == '<') return put(out, "&lt;");
  if (c == '>') return put(out, "&gt;");
  if (c == '_') return is_literal_escape(rest) ? put(out, "_x005F_") : put(out, "_");
  if (static_cast<unsigned char>(c) < 0x20) return put_control(out, static_cast<unsigned char>(c));
  if (rest.size() >= 3 && rest[1] == '\xBF' && (rest[2] == '\xBE' || rest[2] == '\xBF')) {
    at += 2;
    return put(out, rest[2] == '\xBE' ? "_xFFFE_" : "_xFFFF_");
  }
  *out++ = c;
  return out;
}

}  // namespace

char* escape_cell_text(char* out, std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t start = at;
    while (at < text.size() && plain[static_cast<unsigned char>(text[at])]) ++at;
    out = put(out, text.substr(start, at - start));
    if (at < text.size()) out = escape_one(out, text, at);
  }
  return out;
}

void append_cell_text(std::string& out, std::string_view text) {
  const std::size_t before = out.size();
  out.resize(before + text.size() * worst_escape);
  out.resize(static_cast<std::size_t>(escape_cell_text(out.data() + before, text) - out.data()));
}

void append_xml(std::string& out, std::string_view text) {
  for (const char c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '"')
      out += "&quot;";
    else if (c == '\n')
      out += "&#10;";
    else if (c == '\t')
      out += "&#9;";
    else if (static_cast<unsigned char>(c) >= 0x20)
      out += c;
  }
}

std::string xml(std::string_view text) {
  std::string out;
  append_xml(out, text);
  return out;
}

bool needs_preserve(std::string_view text) {
  const auto space = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
  return !text.empty() && (space(text.front()) || space(text.back()));
}

std::size_t utf16_length(std::string_view text) {
  std::size_t units = 0;
  for (const char c : text) {
    const auto byte = static_cast<std::uint8_t>(c);
    units += (byte & 0xC0) != 0x80;  // lead bytes and ASCII
    units += byte >= 0xF0;           // a surrogate pair
  }
  return units;
}

}  // namespace lunokhod::sheets::writing
