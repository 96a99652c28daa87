// The tree of an expression before it meets a frame: what was written, without types.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lunokhod/base/error.hpp"

namespace lunokhod::expression {

enum class NodeKind : std::uint8_t {
  number,  // value: its digits
  text,
  boolean,  // value: "true" or "false"
  null,
  column,  // value: the name
  negate,
  not_,
  binary,  // value: + - * / % .. == != < <= > >= and or
  is_null,
  is_not_null,
  in,  // children: what, then the list
  not_in,
  call,  // value: function name in lower case
};

struct Node {
  NodeKind kind = NodeKind::null;
  std::string value;
  std::size_t position = 0;
  std::vector<std::uint32_t> children;
};

struct Tree {
  std::string text;  // the whole expression, for messages
  std::vector<Node> nodes;
  std::uint32_t root = 0;
  std::vector<std::string> names;  // columns, each once
};

inline constexpr int max_depth = 1000;  // levels of the tree, so that walking it needs a bounded stack
inline constexpr std::size_t max_nodes = 8192;

Result<Tree> parse(std::string_view text);

}  // namespace lunokhod::expression
