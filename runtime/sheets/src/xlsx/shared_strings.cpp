#include "xlsx/shared_strings.hpp"

#include "lunokhod/sheets/limits.hpp"
#include "xlsx/rich_text.hpp"

namespace lunokhod::sheets::xlsx {

Result<std::vector<TextRef>> read_shared_strings(xml::Window& window, TextStore& store) {
  std::vector<TextRef> strings;
  std::string text;
  xml::Tokenizer tokens(window);
  for (xml::Token token = tokens.next(); token != xml::Token::finished; token = tokens.next()) {
    if (token != xml::Token::start || !tokens.is("si")) continue;
    text.clear();
    read_rich_text(tokens, text);
    strings.push_back(store.add(text));
    if (strings.size() > limits::strings)
      return Error{Code::limit, "the workbook has more than 20 million shared strings", "split the workbook"};
    if (store.full(strings.size())) return store.full_error();
  }
  if (tokens.error()) return *tokens.error();
  return strings;
}

}  // namespace lunokhod::sheets::xlsx
