// HTML as programs that "export to Excel" write it: tags in any case, attributes with or without quotes, nothing
// balanced. Gives texts with their entities resolved.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lunokhod::sheets::html {

enum class Event { start, end, text, finished };

class Tokens {
 public:
  explicit Tokens(std::string_view utf8) : html_(utf8) {}

  Event next();
  bool is(std::string_view name) const { return name_ == name; }
  const std::string& name() const { return name_; }  // lower case, with its prefix ("o:p")
  const std::string& text() const { return text_; }
  // nullptr: the tag has no such attribute (lower case); a valueless one is "".
  const std::string* attribute(std::string_view name) const;
  // To behind the end tag of this name: scripts, styles, heads' titles.
  void skip_past_end(std::string_view name);

 private:
  void read_attributes();
  bool skip_declaration();

  std::string_view html_;
  std::size_t at_ = 0;
  std::string name_, text_;
  std::vector<std::pair<std::string, std::string>> attributes_;
};

void append_resolved(std::string& out, std::string_view raw);

}  // namespace lunokhod::sheets::html
