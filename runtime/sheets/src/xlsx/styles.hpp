// xl/styles.xml, as far as values need it: for every cell style, whether its numbers are dates.
#pragma once

#include <vector>

#include "number_format.hpp"
#include "xlsx/package.hpp"

namespace lunokhod::sheets::xlsx {

// By the index that cells carry in s="…"; an index past the end is a plain number.
Result<std::vector<NumberKind>> read_styles(xml::Window& window);

}  // namespace lunokhod::sheets::xlsx
