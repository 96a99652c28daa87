#include "xls/links.hpp"

namespace lunokhod::sheets::xls {
namespace {

constexpr std::size_t most_kept = 100'000;

std::string short_text(ContinuedBytes& bytes, std::size_t length) {
  std::string out;
  const bool wide = bytes.u8() & 1;
  bytes.characters(out, length, wide);
  return out;
}

// "\1\1C\3Reports\3Prices.xls" and the like: the file's own name is enough to know it by.
std::string file_name(const std::string& path) {
  std::size_t start = path.size();
  while (start > 0 && static_cast<unsigned char>(path[start - 1]) >= ' ' && path[start - 1] != '\\' &&
         path[start - 1] != '/')
    --start;
  return path.substr(start);
}

ptg::Book read_book(ContinuedBytes bytes) {
  constexpr std::uint16_t own = 0x0401, add_in = 0x3A01;
  ptg::Book book;
  const std::size_t count = bytes.u16();
  const std::uint16_t length = bytes.u16();
  book.own = length == own;
  book.add_in = length == add_in;
  if (book.own || book.add_in) return book;
  const std::string path = short_text(bytes, length);
  const bool server = !path.starts_with('\1') && path.find('\3') != path.npos;  // of DDE or OLE, no workbook
  if (server) return book;
  book.name = file_name(path);
  for (std::size_t i = 0; i < count && !bytes.failed(); ++i) {
    const std::size_t size = bytes.u16();
    book.sheets.push_back(short_text(bytes, size));
  }
  return book;
}

void read_links(ContinuedBytes bytes, std::vector<ptg::Link>& links) {
  for (std::size_t left = bytes.u16(); left > 0; --left) {
    ptg::Link link;
    link.book = bytes.u16();
    link.first = static_cast<std::int16_t>(bytes.u16());
    link.last = static_cast<std::int16_t>(bytes.u16());
    if (bytes.failed()) return;
    links.push_back(link);
  }
}

std::string read_name(ContinuedBytes bytes, int biff, const CodePageText& code_page) {
  constexpr unsigned builtin = 0x20;
  const unsigned flags = bytes.u16();
  bytes.skip(1);
  const std::size_t length = bytes.u8();
  bytes.skip(10);
  std::string name;
  if (biff >= 8) {
    name = short_text(bytes, length);
  } else {
    for (std::size_t i = 0; i < length; ++i) name += static_cast<char>(bytes.u8());
    name = code_page.text(name);
  }
  if ((flags & builtin) && length == 1) return std::string(ptg::builtin_name(static_cast<std::uint8_t>(name[0])));
  return bytes.failed() ? "" : name;
}

std::string read_foreign_name(ContinuedBytes bytes) {
  bytes.skip(6);
  const std::size_t length = bytes.u8();
  std::string name = short_text(bytes, length);
  return bytes.failed() ? "" : name;
}

}  // namespace

void LinkRecords::take(const Record& record, RecordReader& reader) {
  if (kept_.size() == most_kept) return;
  kept_.push_back({record.type, {record.data}});
  for (std::string_view more; reader.next_continue(more);) kept_.back().pieces.push_back(more);
}

ptg::Links LinkRecords::read(int biff, const CodePageText& code_page, const std::vector<SheetInfo>& sheets) const {
  ptg::Links links;
  if (biff < 8) links.books.push_back({.own = true});
  for (const auto& [kind, pieces] : kept_) {
    ContinuedBytes bytes(pieces);
    if (kind == type::name) links.names.push_back(read_name(std::move(bytes), biff, code_page));
    if (biff < 8) continue;
    if (kind == type::external_book) links.books.push_back(read_book(std::move(bytes)));
    if (kind == type::external_sheet) read_links(std::move(bytes), links.links);
    if (kind == type::external_name && !links.books.empty())
      links.books.back().names.push_back(read_foreign_name(std::move(bytes)));
  }
  for (auto& book : links.books)
    if (book.own)
      for (const auto& sheet : sheets) book.sheets.push_back(sheet.name);
  return links;
}

}  // namespace lunokhod::sheets::xls
