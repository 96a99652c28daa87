// XML as a pull of tokens: complete and forgiving rather than quick. Prefixes are split off, entities and character
// references are text, CDATA is text, comments, instructions and DOCTYPE are nothing (so no entity can be defined and
// no bomb built). Tags need not balance: the reader of a part decides what it makes of them. Text may arrive in several
// tokens. Of mc:AlternateContent one branch is seen: the Choice when it asks only for extensions of Excel's own, else
// the Fallback.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "xml/window.hpp"

namespace lunokhod::sheets::xml {

enum class Token { start, end, text, finished };

struct Attribute {
  std::string_view prefix, name;
  std::string_view raw;  // entities not yet resolved
};

// Views are valid until the next call of next().
class Tokenizer {
 public:
  explicit Tokenizer(Window& window) : window_(window) {}

  Token next();
  // After a start token: passes over the element and all in it.
  void skip_element();

  std::string_view prefix() const { return prefix_; }
  std::string_view name() const { return name_; }  // without the prefix
  std::string_view text() const { return text_; }
  // The first attribute of this local name, resolved; `found` tells an empty one from none.
  std::string_view attribute(std::string_view name, bool* found = nullptr);
  const std::vector<Attribute>& attributes() const { return attributes_; }
  bool is(std::string_view name) const { return name_ == name; }
  // Elements open around the current token; a start token counts its own element.
  int depth() const { return depth_; }
  // After `finished`: what stopped the reading early, if anything did.
  const std::optional<Error>& error() const { return error_ ? error_ : window_.error(); }
  // Between two pieces of markup, nothing half read: another parser may go on from the window's cursor, and says
  // afterwards which element it opened or closed.
  bool at_border() const {
    const bool among_branches = !alternates_.empty() && depth_ == alternates_.back().depth;
    return !end_pending_ && !in_cdata_ && !error_ && !among_branches;
  }
  void opened_elsewhere(std::string_view name) { open_element(name); }
  void closed_elsewhere(std::string_view name) { close_element(name); }
  bool balanced() const { return depth_ <= 0; }

 private:
  // An open mc:AlternateContent: its depth, and whether one of its branches was seen.
  struct Alternate {
    int depth;
    bool taken;
  };

  Token raw_next();
  std::optional<Token> markup();
  std::optional<Token> character_data();
  std::optional<Token> cdata();
  Token start_tag(const char* close);
  Token end_tag(const char* close);
  bool hides(Token token);
  bool choice_is_known();
  void read_attributes(const char* at, const char* stop);
  void open_element(std::string_view name);
  bool close_element(std::string_view name);
  const char* find_tag_end(bool quotes);
  bool starts_with(std::string_view mark);
  bool skip_past(std::string_view mark);
  bool skip_doctype();

  Window& window_;
  std::string_view prefix_, name_, text_;
  std::vector<Attribute> attributes_;
  std::string held_text_;
  std::vector<std::string> resolved_;  // values of attributes that had entities
  int depth_ = 0;
  std::string open_names_;              // of the open elements, one behind the other
  std::vector<std::uint32_t> open_at_;  // where each begins
  std::optional<Error> error_;
  bool in_cdata_ = false, end_pending_ = false;
  std::vector<Alternate> alternates_;
};

}  // namespace lunokhod::sheets::xml
