// One target column: what was resolved for it, and how it is made.
#pragma once

#include "lunokhod/frame/mapping.hpp"
#include "mapping/coerce.hpp"

namespace lunokhod::mapping {

struct Plan {
  const TemplateColumn* column = nullptr;
  const ColumnRule* rule = nullptr;  // none: by name
  std::vector<std::size_t> sources;  // columns of the source frame, the first not empty wins
  Wanted wanted;
};

struct Made {
  Column column;
  Problems problems;
};

Result<Made> make(const Frame& source, const Plan& plan);

}  // namespace lunokhod::mapping
