#include "xlsx/styles.hpp"

#include <map>

#include "lunokhod/base/text.hpp"

namespace lunokhod::sheets::xlsx {

namespace {

constexpr std::size_t most_styles = 1'000'000;

int id_of(std::string_view value) {
  const auto id = text::parse_integer(text::trim(value));
  return id && *id >= 0 && *id < 1'000'000 ? static_cast<int>(*id) : 0;
}

}  // namespace

Result<std::vector<NumberKind>> read_styles(xml::Window& window) {
  std::map<int, NumberKind> formats;  // custom ones
  std::vector<int> cell_formats;
  bool in_cells = false, in_formats = false;
  xml::Tokenizer tokens(window);
  for (xml::Token token = tokens.next(); token != xml::Token::finished; token = tokens.next()) {
    if (token == xml::Token::text) continue;
    const bool opens = token == xml::Token::start;
    if (tokens.is("cellXfs")) {
      in_cells = opens;
    } else if (tokens.is("numFmts")) {
      in_formats = opens;
    } else if (opens && in_formats && tokens.is("numFmt")) {
      const int id = id_of(tokens.attribute("numFmtId"));
      formats[id] = number_kind(tokens.attribute("formatCode"));
    } else if (opens && in_cells && tokens.is("xf")) {
      cell_formats.push_back(id_of(tokens.attribute("numFmtId")));
      if (cell_formats.size() > most_styles)
        return Error{Code::limit, "the workbook has more than a million cell styles", "the file is damaged"};
    }
  }
  if (tokens.error()) return *tokens.error();
  std::vector<NumberKind> kinds;
  kinds.reserve(cell_formats.size());
  for (const int id : cell_formats) {
    const auto custom = formats.find(id);
    kinds.push_back(custom != formats.end() ? custom->second : builtin_number_kind(id));
  }
  return kinds;
}

}  // namespace lunokhod::sheets::xlsx
