// A chart part (DrawingML): line, clustered or stacked columns, pie, over ranges of a written sheet.
#pragma once

#include <string>

#include "lunokhod/sheets/write_xlsx.hpp"

namespace lunokhod::sheets::writing {

std::string chart_xml(const Chart& chart, const SheetToWrite& sheet);

}  // namespace lunokhod::sheets::writing
