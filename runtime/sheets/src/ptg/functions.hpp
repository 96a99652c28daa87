// The functions that compiled formulas name by number, as MS-XLS and MS-XLSB list them.
#pragma once

#include <cstdint>
#include <string_view>

namespace lunokhod::sheets::ptg {

struct Function {
  std::string_view name;  // "" for a number that stands for none
  int arguments = -1;     // where the number is fixed; such functions do not state it
};

Function function(std::uint16_t number);

// The name before its arguments is itself the first argument: an add-in's function, or a newer one.
inline constexpr std::uint16_t user_defined = 255;

}  // namespace lunokhod::sheets::ptg
