// Text is UTF-8 everywhere inside. Here: validity, trimming, folding of names, small parsers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lunokhod::text {

bool is_utf8(std::string_view bytes);
std::string repair_utf8(std::string_view bytes);  // each bad byte becomes U+FFFD
void append_utf8(std::string& out, char32_t code_point);
// Reads one code point at `at` and moves past it; U+FFFD for a bad byte.
char32_t next_code_point(std::string_view text, std::size_t& at);
std::size_t length(std::string_view text);         // in code points
std::size_t display_width(std::string_view text);  // columns on a terminal (wide and combining characters counted)
std::string cut(std::string_view text, std::size_t width);  // at most `width` columns, "…" at the end where cut

std::string_view trim(std::string_view text);  // spaces, tabs, line ends, NBSP, BOM, zero width space
std::string lower(std::string_view text);      // ASCII, Latin-1, Greek, Cyrillic
// The form in which names are compared: lower case, runs of any space are one, ends trimmed, ё = е,
// Latin letters that look Cyrillic in a word with Cyrillic letters become Cyrillic.
std::string fold(std::string_view name);

bool equal_ignoring_case(std::string_view a, std::string_view b);
std::vector<std::string_view> split(std::string_view text, char separator);
std::string join(const std::vector<std::string>& parts, std::string_view separator);
// The candidates nearest to `word` (edit distance), best first, at most three: for "did you mean".
std::vector<std::string> nearest(std::string_view word, const std::vector<std::string>& candidates);

std::optional<std::int64_t> parse_integer(std::string_view text);  // whole text, no spaces
std::optional<double> parse_float(std::string_view text);          // whole text, '.', no INF or NaN
std::string format_float(double value);  // shortest that reads back the same; 5 not 5.0; never exponent under 1e15

std::optional<std::int64_t> parse_duration_seconds(std::string_view text);  // "90s" "15m" "2h" "1d"
std::optional<std::int64_t> parse_bytes(std::string_view text);             // "512M" "2G" "100K" "10"

}  // namespace lunokhod::text
