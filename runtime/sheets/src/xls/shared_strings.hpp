// The shared strings of a BIFF8 workbook: one record that goes on through many CONTINUE records. Its counts are not
// believed: strings are read until the bytes end.
#pragma once

#include <string>
#include <vector>

#include "lunokhod/frame/text_pool.hpp"
#include "xls/record.hpp"

namespace lunokhod::sheets::xls {

void read_shared_strings(const Record& first, RecordReader& reader, TextPool& pool, std::vector<TextRef>& strings,
                         std::vector<std::string>& warnings);

}  // namespace lunokhod::sheets::xls
