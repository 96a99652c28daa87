#include "ptg/links.hpp"

#include <algorithm>
#include <array>

#include "xlsx/cell_reference.hpp"

namespace lunokhod::sheets::ptg {
namespace {

// As Excel decides: anything that could be taken for something else.
bool needs_quotes(std::string_view sheet) {
  const bool plain = std::all_of(sheet.begin(), sheet.end(), [](char c) {
    const char lower = static_cast<char>(c | 0x20);
    return static_cast<unsigned char>(c) >= 0x80 || (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') ||
           c == '_' || c == '.';
  });
  return !plain || sheet.empty() || (sheet[0] >= '0' && sheet[0] <= '9') || sheet[0] == '.' ||
         xlsx::parse_range_reference(sheet).has_value();
}

std::string prefix(const std::string& book, const std::string& first, const std::string& last) {
  std::string inside = book.empty() ? "" : "[" + book + "]";
  const bool quoted = needs_quotes(first) || needs_quotes(last) || (!book.empty() && needs_quotes(book));
  inside += first == last ? first : first + ":" + last;
  if (!quoted) return inside + "!";
  std::string out = "'";
  for (const char c : inside) out += c == '\'' ? "''" : std::string(1, c);
  return out + "'!";
}

// Functions newer than the format are stored under a name with a prefix that nobody sees.
std::string shown(std::string_view name) {
  for (const std::string_view hidden : {"_xlfn.", "_xlws.", "_xlnm."})
    if (name.starts_with(hidden)) name.remove_prefix(hidden.size());
  return std::string(name);
}

}  // namespace

std::string Links::sheet_prefix(const Link& link) const {
  if (link.book >= books.size() || (!books[link.book].own && books[link.book].name.empty())) return "";
  const auto [number, first, last] = link;
  const Book& book = books[number];
  if (first < 0 || last < 0) return "#REF!";
  const auto count = static_cast<std::int64_t>(book.sheets.size());
  if (first >= count || last >= count) return "";
  return prefix(book.own ? "" : book.name, book.sheets[static_cast<std::size_t>(first)],
                book.sheets[static_cast<std::size_t>(last)]);
}

std::string Links::name(std::uint32_t number) const {
  return number >= 1 && number <= names.size() ? shown(names[number - 1]) : "";
}

std::string Links::foreign_name(std::uint32_t link, std::uint32_t number) const {
  if (link >= links.size() || links[link].book >= books.size() || number == 0) return "";
  const Book& book = books[links[link].book];
  if (book.own) return name(number);
  if (number > book.names.size() || book.names[number - 1].empty()) return "";
  const std::string name = shown(book.names[number - 1]);
  if (book.add_in) return name;
  if (book.name.empty()) return "";
  return links[link].first >= 0 ? sheet_prefix(link) + name : prefix("", book.name, book.name) + name;
}

std::string_view builtin_name(std::uint8_t code) {
  constexpr std::array<std::string_view, 14> names{
      "Consolidate_Area", "Auto_Open",       "Auto_Close",   "Extract",        "Database",
      "Criteria",         "Print_Area",      "Print_Titles", "Recorder",       "Data_Form",
      "Auto_Activate",    "Auto_Deactivate", "Sheet_Title",  "_FilterDatabase"};
  return code < names.size() ? names[code] : "";
}

}  // namespace lunokhod::sheets::ptg
