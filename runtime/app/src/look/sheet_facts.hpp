// What is seen in one sheet: its size, its header, its columns, and everything odd about them.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "look/column_facts.hpp"
#include "look/finding.hpp"
#include "lunokhod/sheets/source.hpp"

namespace lunokhod::app::look {

struct SheetFacts {
  std::string name;
  sheets::SheetKind kind = sheets::SheetKind::worksheet;
  sheets::Visibility visibility = sheets::Visibility::visible;
  bool empty = false;
  std::optional<Error> error;  // it could not be read
  sheets::HeaderFound header;
  std::vector<ColumnFacts> columns;
  std::vector<Finding> findings;  // of the header, of rows, then of the columns
  std::size_t rows = 0;
  Frame frame;  // the first rows, as many as are shown
};

// `index` counts all the sheets of the workbook, from 0.
SheetFacts look_at_sheet(const std::shared_ptr<sheets::Reader>& reader, const std::string& file, std::size_t index,
                         std::size_t rows_shown);

}  // namespace lunokhod::app::look
