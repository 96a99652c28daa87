// What can be told of one text without context: is it a number, a date, a code, is it written with odd characters?
#pragma once

#include <string_view>

namespace lunokhod::app::look {

enum class Reads { plain, digits, leading_zero, number, date };  // digits: a whole number without a leading zero

Reads reads_as(std::string_view text);
bool has_edge_space(std::string_view text);  // a space or NBSP at an end
bool has_odd_space(std::string_view text);   // NBSP, tab, line end or two spaces inside
bool mixes_scripts(std::string_view text);   // a word of Cyrillic letters with Latin ones that look like them

}  // namespace lunokhod::app::look
