// Frames asked with SQL: each named frame is a read-only table of an SQLite that lives for one query. Nothing else can
// be reached: no files, no attached databases, no pragmas, no writing. Decimals arrive as floats, dates as ISO text,
// booleans as 0 and 1, null as NULL; joins by equality are looked up, not searched.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "lunokhod/frame/frame.hpp"

namespace lunokhod {

struct NamedFrame {
  std::string name;  // compared without case, as SQL does
  const Frame* frame = nullptr;
};

// The result's columns: integer, float or text by what SQLite answered; a column that mixes numbers and texts is text,
// one without any value is text.
Result<Frame> sql(std::span<const NamedFrame> frames, std::string_view query);

}  // namespace lunokhod
