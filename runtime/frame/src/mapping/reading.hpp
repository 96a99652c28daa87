// One cell's text or number read as a dtype: the rules of coercion for a single value, shared by map, cast and the
// conversion functions of expressions. Empty: it does not fit. Nothing here allocates for plain input.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "lunokhod/base/decimal.hpp"

namespace lunokhod::reading {

// Spaces, NBSP and the like alone: such a cell is empty, not wrong.
bool is_blank(std::string_view text);

std::optional<Decimal> decimal(std::string_view text);
// The decimal a float was typed as, rounded half away from zero to `scale` digits after the point where it has more.
std::optional<Decimal> decimal(double number, int scale);
std::optional<std::int64_t> integer(std::string_view text);  // "5", "1 234", "5,00"; not "5,5"
std::optional<std::int64_t> integer(double number);          // whole and at most 2^53
std::optional<double> number(std::string_view text);
std::optional<bool> boolean(std::string_view text);  // да нет true false истина ложь yes no д н y n 1 0

// Microseconds since 1970. Text as calendar::parse reads it, else a serial.
std::optional<std::int64_t> moment(std::string_view text);
// A plain number as an Excel serial: 10000 (1927-05-18) to 73415 (2100-12-31). Four-digit numbers are more likely years
// than days of the 1920s, so they do not fit.
std::optional<std::int64_t> moment(double serial);
std::int64_t day_of(std::int64_t microseconds);  // floor

// How a number of a sheet reads as text: "5" not "5.0", at most 15 significant digits as Excel shows them, never an
// exponent for a whole number. Empty past 15 digits before the point: the file no longer holds the identifier exactly.
std::optional<std::string> text(double number);

}  // namespace lunokhod::reading
