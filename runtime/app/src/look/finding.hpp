// One thing in a sheet that an analyst should know before using it: what, how often, and where it is first seen.
#pragma once

#include <cstddef>
#include <string>

namespace lunokhod::app::look {

struct Finding {
  std::string code;      // for programs: "numbers_as_text"
  std::string sentence;  // "34 numbers are stored as text"
  std::string cell;      // the first: "D5"; "" when the whole sheet or file is meant
  std::string value;     // what stands there
  std::size_t count = 1;
  bool grave = false;  // a value is lost or may be read wrongly
};

}  // namespace lunokhod::app::look
