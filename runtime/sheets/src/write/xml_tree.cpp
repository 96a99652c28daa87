#include "write/xml_tree.hpp"

#include "xml/tokenizer.hpp"

namespace lunokhod::sheets::writing {
namespace {

constexpr std::size_t max_depth = 100, max_nodes = 1'000'000;

}  // namespace

std::string_view XmlNode::attribute(std::string_view key) const {
  for (const auto& [name_here, value] : attributes) {
    if (name_here == key) return value;
  }
  return {};
}

bool XmlNode::flag(std::string_view key, bool otherwise) const {
  const std::string_view value = attribute(key);
  if (value.empty()) return otherwise;
  return value == "1" || value == "true" || value == "on";
}

const XmlNode* XmlNode::child(std::string_view key) const {
  for (const XmlNode& node : children) {
    if (node.name == key) return &node;
  }
  return nullptr;
}

const XmlNode* XmlNode::nth(std::string_view list, std::size_t index) const {
  const XmlNode* parent = child(list);
  return parent && index < parent->children.size() ? &parent->children[index] : nullptr;
}

Result<XmlNode> read_tree(xml::Window window) {
  xml::Tokenizer tokens(window);
  XmlNode root;
  std::vector<XmlNode*> open{&root};  // children grow only at the innermost open node, so these stay valid
  std::size_t nodes = 0;
  while (true) {
    const xml::Token token = tokens.next();
    if (token == xml::Token::finished) break;
    if (token == xml::Token::text) {
      open.back()->text += tokens.text();
    } else if (token == xml::Token::end) {
      if (open.size() > 1) open.pop_back();
    } else {
      if (open.size() > max_depth || ++nodes > max_nodes)
        return Error{Code::limit, "an XML part without reasonable bounds"};
      XmlNode node;
      node.name = tokens.name();
      for (const xml::Attribute& attribute : tokens.attributes()) {
        node.attributes.emplace_back(attribute.name, tokens.attribute(attribute.name));
      }
      open.back()->children.push_back(std::move(node));
      open.push_back(&open.back()->children.back());
    }
  }
  if (tokens.error()) return *tokens.error();
  if (root.children.empty()) return Error{Code::data_rejected, "an XML part without an element"};
  return std::move(root.children.front());
}

}  // namespace lunokhod::sheets::writing
