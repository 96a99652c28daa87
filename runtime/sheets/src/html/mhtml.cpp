#include "html/mhtml.hpp"

#include <algorithm>

#include "crypto/hashes.hpp"
#include "lunokhod/base/text.hpp"

namespace lunokhod::sheets::html {
namespace {

constexpr std::size_t most_pages = 1000;

struct Part {
  std::string type, charset, boundary, encoding, location;
  std::string_view body;
};

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

// charset="utf-8" in "text/html; charset=\"utf-8\""; a header of any bytes, so places are not those of a text lowered
// as letters.
std::string parameter(std::string_view header, std::string_view name) {
  const std::string wanted = std::string(name) + "=";
  const auto found = std::search(header.begin(), header.end(), wanted.begin(), wanted.end(),
                                 [](char in_header, char in_name) { return lower(in_header) == in_name; });
  if (found == header.end()) return {};
  auto value = header.substr(static_cast<std::size_t>(found - header.begin()) + wanted.size());
  if (value.starts_with('"')) return std::string(value.substr(1, value.find('"', 1) - 1));
  return std::string(value.substr(0, value.find_first_of("; \t\r\n")));
}

Part read_part(std::string_view raw) {
  Part part;
  while (!raw.empty()) {
    auto end = raw.find('\n');
    std::string line(text::trim(raw.substr(0, end)));
    raw = end == raw.npos ? std::string_view{} : raw.substr(end + 1);
    if (line.empty()) break;
    while (!raw.empty() && (raw.front() == ' ' || raw.front() == '\t')) {  // a header goes on
      end = raw.find('\n');
      line += ' ';
      line += text::trim(raw.substr(0, end));
      raw = end == raw.npos ? std::string_view{} : raw.substr(end + 1);
    }
    const auto colon = line.find(':');
    if (colon == line.npos) continue;
    const std::string name = text::lower(line.substr(0, colon));
    const auto value = text::trim(std::string_view(line).substr(colon + 1));
    if (name == "content-type") {
      part.type = text::lower(value.substr(0, value.find(';')));
      part.charset = parameter(value, "charset");
      part.boundary = parameter(value, "boundary");
    } else if (name == "content-transfer-encoding") {
      part.encoding = text::lower(value);
    } else if (name == "content-location") {
      part.location = value;
    }
  }
  part.body = raw;
  return part;
}

int hexadecimal(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const int lower = c | 0x20;
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::string from_quoted_printable(std::string_view in) {
  std::string out;
  for (std::size_t at = 0; at < in.size(); ++at) {
    if (in[at] != '=') {
      out += in[at];
    } else if (at + 1 < in.size() && in[at + 1] == '\n') {
      at += 1;
    } else if (at + 2 < in.size() && in[at + 1] == '\r' && in[at + 2] == '\n') {
      at += 2;
    } else if (at + 2 < in.size() && hexadecimal(in[at + 1]) >= 0 && hexadecimal(in[at + 2]) >= 0) {
      out += static_cast<char>(hexadecimal(in[at + 1]) * 16 + hexadecimal(in[at + 2]));
      at += 2;
    } else {
      out += '=';
    }
  }
  return out;
}

std::string decoded(const Part& part) {
  if (part.encoding == "quoted-printable") return from_quoted_printable(part.body);
  if (part.encoding == "base64") return crypto::from_base64(part.body).value_or("");
  return std::string(part.body);
}

std::string page_name(std::string_view location) {
  location = location.substr(location.find_last_of("/\\") + 1);
  return std::string(location.substr(0, location.rfind('.')));
}

}  // namespace

std::vector<Page> html_pages(std::string_view message) {
  std::vector<Page> pages;
  const Part whole = read_part(message);
  const auto add = [&](const Part& part) {
    if (part.type == "text/html") pages.push_back({page_name(part.location), part.charset, decoded(part)});
  };
  if (whole.boundary.empty()) {
    add(whole);
    return pages;
  }
  const std::string mark = "--" + whole.boundary;
  auto at = whole.body.find(mark);
  while (at != whole.body.npos && pages.size() < most_pages) {
    const auto begin = whole.body.find('\n', at);
    if (begin == whole.body.npos) break;
    const auto next = whole.body.find("\n" + mark, begin);
    add(read_part(whole.body.substr(begin + 1, next == whole.body.npos ? next : next - begin - 1)));
    at = next == whole.body.npos ? next : next + 1;
  }
  return pages;
}

}  // namespace lunokhod::sheets::html
