// What `look` says: for people as tables, for programs as one JSON object.
#pragma once

#include <string>
#include <vector>

#include "look/sheet_facts.hpp"

namespace lunokhod::app::look {

struct FileFacts {
  std::string file;
  std::string format;
  std::vector<std::string> warnings;
  std::string owner_file;  // "~$sales.xlsx" when somebody has the file open
  std::vector<SheetFacts> sheets;
};

void print_report(const FileFacts& facts, std::size_t rows_shown);
std::string json_report(const FileFacts& facts, std::size_t rows_shown);

}  // namespace lunokhod::app::look
