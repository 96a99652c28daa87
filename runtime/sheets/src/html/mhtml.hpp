// MHTML, "single file web page": a mail message whose parts are the pages of a workbook.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace lunokhod::sheets::html {

struct Page {
  std::string name;     // the last word of its location, without the extension; may be empty
  std::string charset;  // as its header says; may be empty
  std::string bytes;    // decoded, in its own encoding
};

// The parts that are HTML, in their order.
std::vector<Page> html_pages(std::string_view message);

}  // namespace lunokhod::sheets::html
