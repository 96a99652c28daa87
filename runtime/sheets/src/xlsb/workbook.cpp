#include "xlsb/workbook.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>

#include "lunokhod/sheets/limits.hpp"
#include "ole/byte_cursor.hpp"
#include "ole/utf16.hpp"
#include "xlsb/record_reader.hpp"

namespace lunokhod::sheets::xlsb {
namespace {

constexpr std::size_t most_books = 1'000, most_names = 100'000;  // of other workbooks

std::string utf8(std::string_view utf16) {
  std::string out;
  append_utf16(out, utf16);
  return out;
}

Result<RecordReader> open_part(const xlsx::Package& package, const std::string& part) {
  const auto* entry = package.archive().find(part);
  if (!entry)
    return Error{Code::data_rejected, fmt::format("the workbook has no part {}", part), "save it again in Excel"};
  return RecordReader(TRY(zip::open_source(package.archive(), *entry)));
}

// The records that say what formulas refer to.
void take_link(const Record& record, Workbook& workbook) {
  ptg::Links& links = workbook.links;
  ByteCursor cursor(record.data);
  switch (record.type) {
    case type::own_book:
    case type::same_sheet:
      links.books.push_back({.own = true});
      break;
    case type::external_book:
      links.books.emplace_back();
      workbook.external_books.resize(links.books.size());
      workbook.external_books.back() = utf8(wide_text(cursor.rest()));
      break;
    case type::add_in_book:
      links.books.push_back({.add_in = true});
      break;
    case type::external_sheets:
      for (auto left = cursor.u32(); left > 0 && cursor.remaining() >= 12; --left) {
        const auto book = cursor.u32();
        const auto first = static_cast<std::int32_t>(cursor.u32()), last = static_cast<std::int32_t>(cursor.u32());
        links.links.push_back({book, first, last});
      }
      break;
    case type::name:
      cursor.skip(9);  // flags, a key, the sheet it belongs to
      links.names.push_back(utf8(wide_text(cursor.rest())));
      break;
    default:
      break;
  }
}

struct BundleSheet {
  SheetInfo info;
  std::string relationship;
};

BundleSheet bundle_sheet(std::string_view data) {
  ByteCursor cursor(data);
  BundleSheet sheet;
  const auto state = cursor.u32();
  sheet.info.visibility = state == 0 ? Visibility::visible : state == 1 ? Visibility::hidden : Visibility::very_hidden;
  cursor.skip(4);
  const auto id = wide_text(cursor.rest());
  sheet.relationship = utf8(id);
  cursor.skip(4 + id.size());
  sheet.info.name = utf8(wide_text(cursor.rest()));
  return sheet;
}

SheetKind kind_of(std::string_view relationship) {
  if (relationship == "worksheet") return SheetKind::worksheet;
  if (relationship == "chartsheet") return SheetKind::chart;
  if (relationship == "dialogsheet") return SheetKind::dialog;
  if (relationship == "xlMacrosheet" || relationship == "xlIntlMacrosheet") return SheetKind::macro;
  return SheetKind::other;
}

ptg::Book read_external_book(const xlsx::Package& package, const std::string& part) {
  ptg::Book book;
  book.name = package.external_file(part);
  auto records = open_part(package, part);
  if (!records.ok()) return book;
  for (Record record; records->next(record) && book.names.size() < most_names;) {
    ByteCursor cursor(record.data);
    if (record.type == type::external_book_start && cursor.u16() != 0) return {};  // a DDE or OLE server
    if (record.type == type::external_name_start) book.names.push_back(utf8(wide_text(cursor.rest())));
    if (record.type != type::external_tabs) continue;
    for (auto left = cursor.u32(); left > 0 && cursor.remaining() >= 4 && book.sheets.size() < limits::sheets; --left) {
      const auto name = wide_text(cursor.rest());
      cursor.skip(4 + name.size());
      book.sheets.push_back(utf8(name));
    }
  }
  return book;
}

}  // namespace

void read_external_books(const xlsx::Package& package, Workbook& workbook) {
  const auto relationships = package.relationships(package.workbook_part());
  std::set<std::string> read;
  for (std::size_t i = 0; i < workbook.external_books.size(); ++i)
    for (const auto& relationship : relationships)
      if (!workbook.external_books[i].empty() && relationship.id == workbook.external_books[i] &&
          read.size() < most_books && read.insert(relationship.target).second)
        workbook.links.books[i] = read_external_book(package, relationship.target);
}

Result<Workbook> read_workbook(const xlsx::Package& package, std::vector<std::string>& warnings) {
  Workbook workbook;
  const std::string part = package.workbook_part();
  auto records = TRY(open_part(package, part));
  std::vector<BundleSheet> sheets;
  for (Record record; records.next(record) && sheets.size() < limits::sheets;) {
    take_link(record, workbook);
    if (record.type == type::bundle_sheet) sheets.push_back(bundle_sheet(record.data));
    if (record.type == type::workbook_properties && record.data.size() >= 4)
      workbook.base_1904 = load<std::uint32_t>(record.data.data()) & 1;
  }
  if (records.error()) return *records.error();
  if (sheets.empty()) return Error{Code::data_rejected, "the workbook lists no sheets", "save it again in Excel"};
  const auto relationships = package.relationships(part);
  std::set<std::string> taken;
  for (auto& sheet : sheets) {
    std::string target;
    for (const auto& relationship : relationships)
      if (relationship.id == sheet.relationship) {
        sheet.info.kind = kind_of(relationship.type);
        target = relationship.target;
      }
    if (!package.has(target)) {
      warnings.push_back(fmt::format("sheet {}: its part is missing, it reads as empty", sheet.info.name));
      target.clear();
    } else if (!taken.insert(target).second) {
      warnings.push_back(
          fmt::format("sheet {}: its part belongs to another sheet, it reads as empty", sheet.info.name));
      target.clear();
    }
    workbook.sheets.push_back(std::move(sheet.info));
    workbook.parts.push_back(std::move(target));
  }
  for (auto& book : workbook.links.books)
    if (book.own)
      for (const auto& sheet : workbook.sheets) book.sheets.push_back(sheet.name);
  for (const auto& relationship : relationships) {
    if (!package.has(relationship.target)) continue;
    if (relationship.type == "sharedStrings") workbook.shared_strings = relationship.target;
    if (relationship.type == "styles") workbook.styles = relationship.target;
  }
  return workbook;
}

Result<std::vector<NumberKind>> read_styles(const xlsx::Package& package, const std::string& part) {
  auto records = TRY(open_part(package, part));
  std::map<unsigned, NumberKind> formats;
  std::vector<unsigned> ids;
  bool in_cell_xfs = false;
  for (Record record; records.next(record);) {
    if (record.type == type::begin_cell_xfs) in_cell_xfs = true;
    if (record.type == type::end_cell_xfs) in_cell_xfs = false;
    if (record.data.size() < 4) continue;
    if (record.type == type::format)
      formats[load<std::uint16_t>(record.data.data())] = number_kind(utf8(wide_text(record.data.substr(2))));
    if (record.type == type::xf && in_cell_xfs) ids.push_back(load<std::uint16_t>(record.data.data() + 2));
  }
  if (records.error()) return *records.error();
  std::vector<NumberKind> kinds;
  for (const auto id : ids) {
    const auto found = formats.find(id);
    kinds.push_back(found != formats.end() ? found->second : builtin_number_kind(static_cast<int>(id)));
  }
  return kinds;
}

Result<std::vector<TextRef>> read_shared_strings(const xlsx::Package& package, const std::string& part,
                                                 xlsx::TextStore& store) {
  auto records = TRY(open_part(package, part));
  std::vector<TextRef> strings;
  std::string text;
  for (Record record; records.next(record);) {
    if (record.type != type::shared_item || record.data.empty()) continue;
    text.clear();
    append_utf16(text, wide_text(record.data.substr(1)));
    strings.push_back(store.add(text));
    if (strings.size() > limits::strings)
      return Error{Code::limit, "the workbook has more than 20 million shared strings", "split the workbook"};
    if (store.full(strings.size())) return store.full_error();
  }
  if (records.error()) return *records.error();
  return strings;
}

}  // namespace lunokhod::sheets::xlsb
