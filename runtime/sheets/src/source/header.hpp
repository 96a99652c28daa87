// Which rows are the header, and what the columns are called.
//
// With wanted names: among the first 50 rows that hold anything, the one (or the two or three neighbours joined) in
// which most of the names are found, folded; fewer rows and earlier rows win ties. A column of a header of several rows
// is known by the joined text ("Продажи шт"), by its lowest cell ("шт") or by its upper one; the name that was wanted
// becomes its name. A group title over several columns ("Продажи" merged over C1:E1) belongs to all the columns under
// it. By looks: the first row of texts, nearly as wide as the rows below it, none of them a number or a date.
#pragma once

#include <string>
#include <vector>

#include "lunokhod/base/error.hpp"
#include "source/probe.hpp"

namespace lunokhod::sheets {

struct Header {
  bool none = true;
  std::uint32_t first_row = 0, last_row = 0;  // 0-based, inclusive
  std::vector<std::string> names;             // by column, "" where there is none; duplicates still alike
};

Result<Header> find_header_by_names(const std::vector<ProbeRow>& rows, const std::vector<std::string>& wanted);
Header find_header_by_looks(const std::vector<ProbeRow>& rows);
// `row` 0-based. `wanted` decides between the names of a column, as above.
Header header_of_rows(const std::vector<ProbeRow>& rows, std::uint32_t row, std::uint32_t count,
                      const std::vector<std::string>& wanted);

// Makes names unique: "name", "name (2)"; columns without a name get their letters.
std::vector<std::string> unique_names(const std::vector<std::string>& names);

// A wanted name that two columns bear is ambiguous; the error lists their cells. (Unless the list names "name (2)"
// too.)
Result<void> check_duplicates(const Header& header, const std::vector<std::string>& wanted);

bool looks_like_number_or_date(std::string_view text);

}  // namespace lunokhod::sheets
