#include "xlsx/rich_text.hpp"

#include "xml/references.hpp"

namespace lunokhod::sheets::xlsx {

namespace {

constexpr std::size_t longest = std::size_t{17} << 20;  // more is refused by the store: no need to gather it

}  // namespace

void read_rich_text(xml::Tokenizer& tokens, std::string& out) {
  const int outside = tokens.depth() - 1;
  int text_depth = 0;  // of the open <t>
  while (true) {
    const xml::Token token = tokens.next();
    if (token == xml::Token::finished) break;
    if (token == xml::Token::end) {
      if (tokens.depth() <= outside) break;
      if (tokens.depth() < text_depth) text_depth = 0;
    } else if (token == xml::Token::start) {
      if (tokens.is("rPh")) {
        tokens.skip_element();
      } else if (tokens.is("t") && text_depth == 0) {
        text_depth = tokens.depth();
      }
    } else if (text_depth != 0 && out.size() < longest) {
      out += tokens.text();
    }
  }
  if (xml::has_escapes(out)) out = xml::without_escapes(out);
}

}  // namespace lunokhod::sheets::xlsx
