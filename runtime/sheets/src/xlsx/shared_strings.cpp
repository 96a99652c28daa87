#include "xlsx/shared_strings.hpp"

#include <cstring>

#include "lunokhod/sheets/limits.hpp"
#include "xlsx/find_markup.hpp"
#include "xlsx/rich_text.hpp"

namespace lunokhod::sheets::xlsx {

namespace {

constexpr std::size_t most_at_once = 4096;  // then the limits are looked at

bool skip(const char*& at, std::string_view expected) {
  if (std::memcmp(at, expected.data(), expected.size()) != 0) return false;
  at += expected.size();
  return true;
}

// Items as nearly every writer makes them, <si><t>text</t></si> with text that means itself: read on from the window's
// cursor up to the first that is anything else, or is not there completely yet.
void read_plain_items(xml::Window& window, TextStore& store, std::vector<TextRef>& strings) {
  for (std::size_t i = 0; i < most_at_once; ++i) {
    const char* at = window.cursor;
    if (!skip(at, "<si><t") || !(skip(at, ">") || skip(at, " xml:space=\"preserve\">"))) return;
    bool special = false;
    const char* const text = at;
    at = find_markup(text, special);
    const std::string_view plain(text, static_cast<std::size_t>(at - text));
    if (special || at >= window.end || !skip(at, "</t></si>") || at > window.end) return;
    strings.push_back(store.add(plain));
    window.cursor = at;
  }
}

}  // namespace

Result<std::vector<TextRef>> read_shared_strings(xml::Window& window, TextStore& store) {
  std::vector<TextRef> strings;
  std::string text;
  xml::Tokenizer tokens(window);
  while (true) {
    if (tokens.at_border()) read_plain_items(window, store, strings);
    const xml::Token token = tokens.next();
    if (token == xml::Token::finished) break;
    if (token == xml::Token::start && tokens.is("si")) {
      text.clear();
      read_rich_text(tokens, text);
      strings.push_back(store.add(text));
    }
    if (strings.size() > limits::strings)
      return Error{Code::limit, "the workbook has more than 20 million shared strings", "split the workbook"};
    if (store.full(strings.size())) return store.full_error();
  }
  if (tokens.error()) return *tokens.error();
  return strings;
}

}  // namespace lunokhod::sheets::xlsx
