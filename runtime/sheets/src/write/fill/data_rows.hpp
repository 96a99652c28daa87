// The rows of one filling, ready to be streamed into the sheet when the workbook is saved.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "lunokhod/frame/frame.hpp"
#include "write/fill/sheet_rewrite.hpp"
#include "write/part_stream.hpp"

namespace lunokhod::sheets::writing {

struct DataRows {
  std::string sheet;  // its name
  std::string mark;   // where they stand in the sheet's XML
  Frame frame;
  std::uint32_t row = 0;  // 1-based, in the sheet as it is now
  std::uint32_t template_row = 0;
  std::uint32_t column = 0;                  // 0-based
  std::uint32_t place = 1;                   // rows of the template they take the place of
  std::uint32_t pattern = 1;                 // how many of them give new rows their styles, in turn
  std::map<std::uint32_t, ModelRow> models;  // by row relative to the first
  std::map<std::uint32_t, std::uint32_t> column_styles;
  std::map<std::pair<std::uint32_t, bool>, std::uint32_t>
      date_styles;  // style and with_time → a style that shows dates

  Result<void> write(PartStream& stream) const;
  void grow(const Growth& growth);  // rows came into the sheet elsewhere, or into another one

  std::uint32_t style_at(std::uint32_t row, std::uint32_t column) const;  // both relative to the first
  std::size_t rows() const { return std::max<std::size_t>(frame.height(), place); }
};

}  // namespace lunokhod::sheets::writing
