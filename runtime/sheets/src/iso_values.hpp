// Dates and durations as OpenDocument (and SpreadsheetML) writes them: "2025-12-31T10:00:00.5", "PT12H30M00S".
#pragma once

#include <optional>
#include <string_view>

#include "lunokhod/base/calendar.hpp"

namespace lunokhod::sheets {

std::optional<calendar::Parsed> parse_date(std::string_view text);
std::optional<double> parse_duration_days(std::string_view text);
// The number a spreadsheet keeps for it: days since 1899-12-30, or since 1904-01-01.
double serial_of(const calendar::Parsed& date, bool base_1904);

}  // namespace lunokhod::sheets
