#include "lunokhod/sheets/template_workbook.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "lunokhod/base/text.hpp"
#include "lunokhod/sheets/limits.hpp"
#include "write/column_plan.hpp"
#include "write/open_package.hpp"
#include "write/template_style.hpp"
#include "xlsx/shared_strings.hpp"
#include "xlsx/workbook_part.hpp"

namespace lunokhod::sheets {
namespace {

using namespace writing;

struct HeaderCell {
  std::size_t column = 0;
  std::size_t style = 0;
  std::string type, value;
};

// What the part of a sheet says up to the end of row 1.
struct HeaderRow {
  std::vector<HeaderCell> cells;
  std::map<std::size_t, double> widths;  // by 0-based column
  double height = 0;
};

std::size_t number(std::string_view text, std::size_t otherwise) {
  const auto value = text::parse_integer(text);
  return value && *value >= 0 ? static_cast<std::size_t>(*value) : otherwise;
}

std::size_t column_of(std::string_view reference, std::size_t otherwise) {
  std::size_t column = 0, letters = 0;
  for (const char c : reference) {
    const char upper = static_cast<char>(c & ~0x20);
    if (upper < 'A' || upper > 'Z') break;
    column = column * 26 + static_cast<std::size_t>(upper - 'A' + 1);
    if (++letters > 3) return otherwise;
  }
  return letters ? column - 1 : otherwise;
}

void take_column_widths(xml::Tokenizer& tokens, HeaderRow& header) {
  const std::size_t first = number(tokens.attribute("min"), 0), last = number(tokens.attribute("max"), 0);
  const auto width = text::parse_float(tokens.attribute("width"));
  if (!width || first == 0 || last - first > 1000) return;  // a range over the whole sheet is a default, not a width
  for (std::size_t column = first; column <= last; ++column) header.widths[column - 1] = *width;
}

HeaderRow read_header_row(xml::Window& window) {
  xml::Tokenizer tokens(window);
  HeaderRow header;
  std::size_t rows = 0;
  bool in_value = false;
  while (true) {
    const xml::Token token = tokens.next();
    if (token == xml::Token::finished) break;
    if (token == xml::Token::text) {
      if (in_value) header.cells.back().value += tokens.text();
    } else if (token == xml::Token::end) {
      if (tokens.is("row") || tokens.is("sheetData")) break;
      in_value = false;
    } else if (tokens.is("col")) {
      take_column_widths(tokens, header);
    } else if (tokens.is("row")) {
      if (++rows > 1 || number(tokens.attribute("r"), 1) != 1) break;
      header.height = text::parse_float(tokens.attribute("ht")).value_or(0);
    } else if (tokens.is("c") && rows == 1) {
      if (header.cells.size() >= limits::columns) break;
      HeaderCell cell;
      cell.column = column_of(tokens.attribute("r"), header.cells.empty() ? 0 : header.cells.back().column + 1);
      cell.style = number(tokens.attribute("s"), 0);
      cell.type = tokens.attribute("t");
      header.cells.push_back(std::move(cell));
    } else if ((tokens.is("v") || tokens.is("t")) && !header.cells.empty()) {
      in_value = true;
    }
  }
  return header;
}

Error rejected(std::string message, const std::string& path, const std::string& sheet, std::string hint) {
  return Error{Code::data_rejected, std::move(message), std::move(hint), fmt::format("{}, sheet {}", path, sheet)};
}

Result<std::size_t> choose_sheet(const xlsx::WorkbookPart& book, const std::string& path, const std::string& wanted) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < book.sheets.size(); ++i) {
    const SheetInfo& info = book.sheets[i];
    if (info.kind != SheetKind::worksheet || book.parts[i].empty()) continue;
    if (wanted.empty() ? info.visibility == Visibility::visible : text::fold(info.name) == text::fold(wanted)) return i;
    names.push_back(info.name);
  }
  if (wanted.empty()) return Error{Code::data_rejected, "the template has no visible worksheet", "", path};
  return Error{Code::not_found, fmt::format("no sheet '{}' in the template", wanted),
               "sheets here: " + text::join(names, ", "), path};
}

// The text of header cells by their index, when the workbook keeps it apart.
Result<std::vector<std::string>> shared_texts(const xlsx::Package& package, const xlsx::WorkbookPart& book) {
  std::vector<std::string> out;
  if (book.shared_strings.empty()) return out;
  auto pool = std::make_shared<TextPool>();
  xlsx::TextStore store(pool, limits::inflated_small_part);
  xml::Window window = TRY(package.window(book.shared_strings));
  for (const TextRef ref : TRY(xlsx::read_shared_strings(window, store))) out.emplace_back(pool->view(ref));
  return out;
}

Result<Template> columns_of(const HeaderRow& header, const std::vector<std::string>& texts, const std::string& path,
                            const std::string& sheet) {
  Template columns;
  columns.path = path;
  std::map<std::string, std::string> seen;
  for (const HeaderCell& cell : header.cells) {
    std::string name = cell.value;
    if (cell.type == "s") {
      const std::size_t index = number(cell.value, texts.size());
      name = index < texts.size() ? texts[index] : "";
    }
    if (text::trim(name).empty()) continue;
    const std::string address = column_letters(static_cast<std::uint32_t>(cell.column)) + "1";
    if (cell.column != columns.columns.size()) {
      return rejected(fmt::format("row 1 has no name in {}1, before '{}' in {}",
                                  column_letters(static_cast<std::uint32_t>(columns.columns.size())), name, address),
                      path, sheet, "name every column of the template, without gaps");
    }
    if (const auto [first, is_new] = seen.emplace(name, address); !is_new) {
      return rejected(fmt::format("'{}' is the name of two columns, {} and {}", name, first->second, address), path,
                      sheet, "each name of the template once");
    }
    columns.columns.push_back(TemplateColumn{.name = std::move(name)});
  }
  if (columns.columns.empty()) {
    return rejected("row 1 of the template holds no names", path, sheet, "put the target's column names into row 1");
  }
  return columns;
}

Result<HeaderStyle> style_of(const xlsx::Package& package, const xlsx::WorkbookPart& book, const HeaderRow& header) {
  HeaderStyle style;
  if (!book.styles.empty() && !header.cells.empty()) {
    xml::Window window = TRY(package.window(book.styles));
    const XmlNode styles = TRY(read_tree(std::move(window)));
    std::optional<XmlNode> theme;
    for (const xlsx::Relationship& relation : package.relationships(package.workbook_part())) {
      if (relation.type != "theme" || !package.has(relation.target)) continue;
      xml::Window part = TRY(package.window(relation.target));
      if (auto tree = read_tree(std::move(part))) theme = std::move(tree).value();
    }
    style = look_of_style(styles, theme ? &*theme : nullptr, header.cells.front().style);
  }
  style.height = header.height;
  for (const auto& [column, width] : header.widths) {
    if (style.column_widths.size() <= column) style.column_widths.resize(column + 1, 0);
    style.column_widths[column] = std::max(0.0, width - column_padding);
  }
  return style;
}

}  // namespace

Result<TemplateWorkbook> load_template(const std::string& path, const std::string& sheet) {
  Result<xlsx::Package> opened = open_package(path);
  if (!opened && opened.error().code == Code::not_found) {
    return Error{Code::not_found, fmt::format("there is no template '{}'", path),
                 "its row 1 holds the names of the report's columns; give the "
                 "path to it",
                 path};
  }
  const xlsx::Package package = TRY(std::move(opened));
  std::vector<std::string> warnings;
  const xlsx::WorkbookPart book = TRY(xlsx::read_workbook_part(package, warnings));
  const std::size_t index = TRY(choose_sheet(book, path, sheet));
  xml::Window window = TRY(package.window(book.parts[index]));
  const HeaderRow header = read_header_row(window);

  TemplateWorkbook found;
  found.sheet = book.sheets[index].name;
  const std::vector<std::string> texts = TRY(shared_texts(package, book));
  found.columns = TRY(columns_of(header, texts, path, found.sheet));
  found.style = TRY(style_of(package, book, header));
  return found;
}

}  // namespace lunokhod::sheets
