// HTML and MHTML through the door: encoding, then tables.
#include <algorithm>

#include "html/mhtml.hpp"
#include "html/tables.hpp"
#include "lunokhod/base/encoding.hpp"
#include "lunokhod/base/text.hpp"
#include "lunokhod/sheets/limits.hpp"
#include "readers.hpp"
#include "stored_reader.hpp"

namespace lunokhod::sheets {
namespace {

constexpr std::size_t sample_size = 1 << 16, largest_page = std::size_t{512} << 20;

// A byte order mark, then what the page or the mail header says (unless it is plainly wrong), then the bytes.
Encoding encoding_of(std::string_view bytes, std::string_view header) {
  const auto sample = bytes.substr(0, sample_size);
  const Encoding guess = detect_encoding(sample);
  if (guess == Encoding::utf8_bom || guess == Encoding::utf16le || guess == Encoding::utf16be) return guess;
  std::string said(header);
  const std::string start = text::lower(sample.substr(0, 4096));
  if (const auto at = start.find("charset="); said.empty() && at != start.npos) {
    auto value = std::string_view(start).substr(at + 8);
    value.remove_prefix(std::min(value.find_first_not_of("\"' "), value.size()));
    said = value.substr(0, value.find_first_of("\"'> ;/"));
  }
  const auto named = encoding_from_name(said);
  if (said.empty() || !named.ok()) return guess;
  const bool utf16 = *named == Encoding::utf16le || *named == Encoding::utf16be;
  const bool wrong = utf16 || (*named == Encoding::utf8 && guess != Encoding::utf8);
  return wrong ? guess : *named;
}

// Excel names the sheets of a workbook saved as pages in its first page: <x:Name>Plan</x:Name>.
std::vector<std::string> sheet_names(std::string_view page) {
  std::vector<std::string> names;
  constexpr std::string_view open = "<x:Name>";
  for (auto at = page.find(open); at != page.npos && names.size() < 1000; at = page.find(open, at + 1)) {
    const auto begin = at + open.size();
    std::string name;
    html::append_resolved(name, page.substr(begin, std::min(page.find('<', begin), page.size()) - begin));
    names.push_back(std::move(name));
  }
  return names;
}

}  // namespace

Result<std::unique_ptr<Reader>> open_html(const Content& content, const OpenOptions&) {
  if (content.bytes.size() > largest_page) return Error{Code::limit, "the page is larger than 512 MiB", "split it"};
  const auto start = text::lower(content.bytes.substr(0, 4096));
  const bool mail = start.find("mime-version:") != start.npos && start.find("<html") > start.find("mime-version:");
  std::vector<html::Page> pages;
  if (mail)
    pages = html::html_pages(content.bytes);
  else
    pages.push_back({"", "", std::string(content.bytes)});
  auto pool = std::make_shared<TextPool>();
  xlsx::TextStore texts(pool, limits::kept_bytes(content.bytes.size()));
  StoredDocument document;
  std::vector<std::string> names;
  for (auto& page : pages) {
    page.bytes = to_utf8(page.bytes, encoding_of(page.bytes, page.charset));
    if (names.empty()) names = sheet_names(page.bytes);
    html::TableParser parser(page.bytes, texts);
    auto sheet = TRY(parser.parse());
    if (!parser.found_table()) continue;
    const std::size_t number = document.sheets.size();
    std::string name = number < names.size() ? names[number] : page.name.empty() ? "Sheet1" : page.name;
    document.sheets.push_back({std::move(name)});
    document.stored.push_back(std::move(sheet));
    page.bytes.clear();
  }
  if (document.sheets.empty())
    return Error{Code::data_rejected, "the file is a web page without a table in it",
                 "look at it in a browser: it may be a message of the system that should have sent a workbook"};
  return std::unique_ptr<Reader>(new StoredReader(Format::html, pool, std::move(document)));
}

}  // namespace lunokhod::sheets
