// OLE compound files for tests: streams in the root, small ones in the mini stream, and named ways to be wrong.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace lunokhod::testing {

using OleStream = std::pair<std::string, std::string>;  // ASCII name, bytes

struct OleShape {
  bool fragmented = false;    // sectors of large streams lie in reverse order
  bool fat_loop = false;      // the first large stream's chain returns to its own start
  bool past_the_end = false;  // and here it goes on in a sector that the file does not have
};

std::string make_ole(const std::vector<OleStream>& streams, const OleShape& shape = {});

}  // namespace lunokhod::testing
