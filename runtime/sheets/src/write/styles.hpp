// styles.xml: looks are asked for and get an index; the same look gets the same index. Fragments are kept as XML,
// because equality is all that matters about them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lunokhod/sheets/write_xlsx.hpp"

namespace lunokhod::sheets::writing {

// How a cell looks; empty parts are the defaults.
struct Look {
  std::string number_format;
  std::string font;       // <font>…</font>
  std::string fill;       // <fill>…</fill>
  std::string border;     // <border>…</border>
  std::string alignment;  // <alignment …/>
};

class Styles {
 public:
  Styles();

  int cell(const Look& look);
  int cell_format(const std::string& number_format);
  int header(const HeaderStyle& style);
  int differential(std::string_view font_color, std::string_view fill_color);  // for conditional formats
  std::string xml() const;

 private:
  int number_format_id(const std::string& code);
  static int intern(std::vector<std::string>& list, const std::string& xml);

  std::vector<std::string> fonts_, fills_, borders_, formats_, cells_, differentials_;
};

std::string solid_fill(std::string_view argb);
std::string font_xml(std::string_view name, double size, bool bold, bool italic, std::string_view argb,
                     bool underline = false);
std::string thin_border();

}  // namespace lunokhod::sheets::writing
