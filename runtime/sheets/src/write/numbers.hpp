// Numbers → text at full speed, exact: what is written reads back as the same value. Each writes at `out`, which has
// room for number_room bytes, and returns the end. Shared by the xlsx and csv writers.
#pragma once

#include <cstdint>

namespace lunokhod::sheets::writing {

inline constexpr int number_room = 40;

char* write_unsigned(char* out, std::uint64_t value);
char* write_integer(char* out, std::int64_t value);
// The shortest decimal that reads back as `value`, which is finite.
char* write_float(char* out, double value);
// units × 10^-scale, with all digits of the scale: 12.50. scale 0 to 18.
char* write_decimal(char* out, std::int64_t units, int scale, char mark = '.');
char* write_two_digits(char* out, unsigned value);

// Excel keeps 15 significant digits; a longer number would be shown and edited as another one.
bool fits_excel(std::int64_t units);

}  // namespace lunokhod::sheets::writing
