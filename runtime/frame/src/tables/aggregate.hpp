// One aggregate over groups: group, pivot and windows use the same.
#pragma once

#include "lunokhod/frame/group.hpp"
#include "tables/codes.hpp"

namespace lunokhod {

// `in` is nullptr for a count of rows. The result has one row per group. Errors name the function and the column.
Result<Column> aggregate(const Column* in, const Groups& groups, const std::string& function, std::string name);

}  // namespace lunokhod
