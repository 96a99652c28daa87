// What formulas refer to by number: sheets of this and other workbooks, and names.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lunokhod::sheets::ptg {

struct Book {
  bool own = false, add_in = false;  // this workbook; functions from outside
  std::string name;                  // of another one: "Prices.xls"; "" where it is none (a DDE server) or not known
  std::vector<std::string> sheets = {};
  std::vector<std::string> names = {};
};

// One entry of the table that references to other sheets index.
struct Link {
  std::uint32_t book = 0;
  std::int32_t first = 0, last = 0;  // sheets; below 0: no_sheet or deleted
};
inline constexpr std::int32_t no_sheet = -2;

class Links {
 public:
  std::vector<Book> books;
  std::vector<Link> links;
  std::vector<std::string> names;  // of this workbook; formulas count from 1

  // "Plan!", "'My plan:Fact'!", "[Prices.xls]May!", "#REF!" for a deleted sheet; "" where the number leads nowhere.
  std::string sheet_prefix(std::uint32_t link) const { return link < links.size() ? sheet_prefix(links[link]) : ""; }
  std::string sheet_prefix(const Link& link) const;
  std::string name(std::uint32_t number) const;
  std::string foreign_name(std::uint32_t link, std::uint32_t number) const;
};

std::string_view builtin_name(std::uint8_t code);  // "Print_Area"

}  // namespace lunokhod::sheets::ptg
