// xl/sharedStrings.xml: texts that cells name by index. Rich text is joined from its runs, phonetic guides are dropped,
// an empty <si/> keeps its index. The counts in the part are not looked at.
#pragma once

#include <vector>

#include "xlsx/package.hpp"
#include "xlsx/text_store.hpp"

namespace lunokhod::sheets::xlsx {

Result<std::vector<TextRef>> read_shared_strings(xml::Window& window, TextStore& store);

}  // namespace lunokhod::sheets::xlsx
