// What a file is, by its content.
#pragma once

#include <string_view>

namespace lunokhod::sheets {

enum class Kind { nothing, xlsx, xlsb, ods, ole, encrypted, raw_biff, html, mhtml, spreadsheetml, dbf, text, unknown };

Kind sniff(std::string_view bytes);

}  // namespace lunokhod::sheets
