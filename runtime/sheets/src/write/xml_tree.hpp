// A small XML part as a tree, for parts of a few kilobytes whose shape matters (styles, themes, drawings). Names
// without prefixes. Bounded: a part deeper than 100 or of more than a million elements is refused.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lunokhod/base/error.hpp"
#include "xml/window.hpp"

namespace lunokhod::sheets::writing {

struct XmlNode {
  std::string name;
  std::vector<std::pair<std::string, std::string>> attributes;
  std::vector<XmlNode> children;
  std::string text;

  std::string_view attribute(std::string_view key) const;              // "" when absent
  bool flag(std::string_view key, bool otherwise) const;               // 1, true, on
  const XmlNode* child(std::string_view key) const;                    // the first of the name; nullptr: none
  const XmlNode* nth(std::string_view list, std::size_t index) const;  // child `list`, its index-th element
};

Result<XmlNode> read_tree(xml::Window window);

}  // namespace lunokhod::sheets::writing
