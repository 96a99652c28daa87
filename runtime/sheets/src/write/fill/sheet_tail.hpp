// What a sheet part says besides its cells, when rows are added: merged ranges, formats, validations, links, filters,
// breaks.
#pragma once

#include <string>

#include "write/fill/references.hpp"
#include "write/fill/xml_edit.hpp"

namespace lunokhod::sheets::writing {

// One opening tag of the growing sheet, outside of its cells. Merged ranges inside of the data's place are dropped.
void edit_sheet_tag(const TagScanner& tag, const Growth& growth, std::uint32_t column, std::uint32_t columns,
                    Edits& edits);

void fix_merge_count(std::string& xml);  // after ranges were dropped

}  // namespace lunokhod::sheets::writing
