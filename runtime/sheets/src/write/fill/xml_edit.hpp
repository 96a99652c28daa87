// Changing an XML part in place: tags are found with their positions, changes are collected, and everything that is not
// changed stays as it was, byte for byte. For parts in UTF-8 that Office wrote; no tree is built.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lunokhod::sheets::writing {

class TagScanner {
 public:
  enum class Kind { open, close, empty };

  explicit TagScanner(std::string_view xml, std::size_t at = 0) : xml_(xml), end_(at) {}

  bool next();  // false at the end, or where the XML is broken
  Kind kind() const { return kind_; }
  std::string_view name() const { return name_; }      // without a prefix
  std::string_view prefix() const { return prefix_; }  // "x" of <x:row>
  bool opens(std::string_view name) const { return kind_ != Kind::close && name_ == name; }
  bool closes(std::string_view name) const { return kind_ == Kind::close && name_ == name; }
  std::size_t begin() const { return begin_; }  // of the '<'
  std::size_t end() const { return end_; }      // past the '>'
  std::string_view xml() const { return xml_; }

  // The raw value of an attribute with this full name ("r:id"), a view into the XML.
  std::optional<std::string_view> attribute(std::string_view full_name) const;
  std::string_view attributes() const { return attributes_; }  // all of them, raw

 private:
  std::string_view xml_, name_, prefix_, attributes_;
  Kind kind_ = Kind::open;
  std::size_t begin_ = 0, end_;
};

// name="value" pairs of a raw attribute list.
struct RawAttribute {
  std::string_view name, value;
  std::size_t begin = 0, end = 0;  // within the list
};
bool next_attribute(std::string_view attributes, std::size_t& at, RawAttribute& out);

class Edits {
 public:
  void replace(std::size_t begin, std::size_t end, std::string text) { list_.push_back({begin, end, std::move(text)}); }
  void replace(std::string_view source, std::string_view piece, std::string text);  // `piece` is a view into `source`
  void insert(std::size_t at, std::string text) { replace(at, at, std::move(text)); }
  // Changes or adds an attribute of the scanner's current tag; `value` is plain text.
  void set_attribute(const TagScanner& tag, std::string_view name, std::string_view value);
  bool empty() const { return list_.empty(); }
  std::string apply(std::string_view source) const;  // edits do not overlap

 private:
  struct One {
    std::size_t begin, end;
    std::string text;
  };
  std::vector<One> list_;
};

std::string resolved(std::string_view raw);  // entities and character references

}  // namespace lunokhod::sheets::writing
