// XML of an OpenDocument spreadsheet as events, quickly: tags with their attributes as they stand in the window, texts
// raw. Names are compared without their prefix; comments, instructions and DOCTYPE are nothing; CDATA is text.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "xml/window.hpp"

namespace lunokhod::sheets::ods {

enum class Event { start, end, text, finished };

class Scanner {
 public:
  explicit Scanner(xml::Window& window) : window_(window) {}

  // Views are valid until the next call.
  Event next();
  std::string_view name() const { return name_; }  // without the prefix
  bool is(std::string_view name) const { return name_ == name; }
  bool empty() const { return empty_; }  // a start that is its own end: no end follows
  std::string_view text() const { return text_; }
  bool cdata() const { return cdata_; }  // the text has no entities
  // Raw value of the first attribute of this local name whose prefix is not `calcext`; a null view: none.
  std::string_view attribute(std::string_view name) const;
  std::string_view extension(std::string_view name) const;  // calcext: alone
  // The quick way through an ordinary cell: right behind its start stands one paragraph of plain text, then its end.
  // True: `raw` is that text and the cell is behind us. False: nothing was read, go the long way.
  bool plain_paragraph(std::string_view& raw);
  // Behind the end of the element that has just begun.
  void skip();
  const std::optional<Error>& error() const { return window_.error(); }

 private:
  struct Attribute {
    std::string_view prefix, name, value;
  };
  static constexpr std::size_t most_attributes = 48;  // of one tag; more are not looked at

  bool markup(Event& event);
  bool start_tag(Event& event);
  bool end_tag(Event& event);
  bool pass(std::string_view opening, std::string_view closing, bool is_text, Event& event);
  const char* read_attributes(const char* at);
  std::string_view find(std::string_view name, bool extended) const;

  xml::Window& window_;
  std::string_view name_, text_;
  bool empty_ = false, cdata_ = false;
  std::array<Attribute, most_attributes> attributes_;
  std::size_t count_ = 0;
};

}  // namespace lunokhod::sheets::ods
