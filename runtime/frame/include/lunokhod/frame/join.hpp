// Two frames side by side, by equal keys. Null equals nothing here. Text keys can meet folded (case, spaces,
// lookalikes). What one expects of the keys is said and checked: a key found twice where one was expected is an error
// that names it, so that a sum never doubles by accident. Rows keep the left frame's order and origin.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "lunokhod/frame/frame.hpp"

namespace lunokhod {

enum class JoinKind { left, inner, anti };  // anti: left rows that have no match; no right columns
enum class Cardinality {
  many_to_one,  // a key at most once on the right (the default: looking something up)
  one_to_one,
  one_to_many,  // at most once on the left
  many_to_many,
};

struct JoinOptions {
  JoinKind kind = JoinKind::left;
  Cardinality expected = Cardinality::many_to_one;
  bool folded = false;        // text keys compared as names are
  std::string suffix = "_2";  // for right columns whose name is taken
};

struct JoinKey {
  std::string left;
  std::string right;  // "": the same name
};

Result<Frame> join(const Frame& left, const Frame& right, std::span<const JoinKey> keys,
                   const JoinOptions& options = {});

}  // namespace lunokhod
