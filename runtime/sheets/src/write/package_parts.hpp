// The small parts that make a package of sheets: content types, relationships, the workbook.
#pragma once

#include <string>
#include <vector>

#include "write/worksheet.hpp"

namespace lunokhod::sheets::writing {

std::string content_types(const std::vector<SheetPlan>& plans);
std::string root_relationships();
std::string workbook_part(const std::vector<SheetPlan>& plans);
std::string workbook_relationships(std::size_t sheets);

// 'Name with ''quotes'''!  — always quoted, which is never wrong
std::string quoted_sheet(const std::string& name);
std::string absolute_range(std::size_t first_row, std::size_t first_column, std::size_t last_row,
                           std::size_t last_column);

}  // namespace lunokhod::sheets::writing
