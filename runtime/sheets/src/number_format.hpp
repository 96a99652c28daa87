// Is it a date? A spreadsheet stores a date as a number; only the number format of the cell tells. Shared by xlsx, xlsb
// and xls.
#pragma once

#include <cstdint>
#include <string_view>

namespace lunokhod::sheets {

enum class NumberKind : std::uint8_t { number, date, date_with_time };

// By the format's code: the letters y m d h s outside quotes, escapes, colours and locales, in the first section.
NumberKind number_kind(std::string_view format_code);
// By the id of a format that needs no code: 14–22, 45–47, and 27–36, 50–58 of East Asian versions.
NumberKind builtin_number_kind(int id);

}  // namespace lunokhod::sheets
