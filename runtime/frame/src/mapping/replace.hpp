// Replace tables: texts compared folded; null and blank are looked up as "".
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lunokhod/frame/column.hpp"

namespace lunokhod::mapping {

// `in` is a text column. A text that is not listed becomes `otherwise`, or stays when there is none.
Column replaced(const Column& in, const std::vector<std::pair<std::string, std::string>>& table,
                const std::optional<std::string>& otherwise);

}  // namespace lunokhod::mapping
