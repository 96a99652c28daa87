#include "xls/shared_strings.hpp"

#include "lunokhod/sheets/limits.hpp"
#include "xls/strings.hpp"

namespace lunokhod::sheets::xls {

void read_shared_strings(const Record& first, RecordReader& reader, TextPool& pool, std::vector<TextRef>& strings,
                         std::vector<std::string>& warnings) {
  std::vector<std::string_view> pieces{first.data};
  for (std::string_view more; reader.next_continue(more);) pieces.push_back(more);
  ContinuedBytes bytes(std::move(pieces));
  bytes.skip(8);  // total and unique counts
  std::string text;
  while (!bytes.at_end() && strings.size() < limits::strings) {
    text.clear();
    const std::size_t characters = bytes.u16();
    if (!append_unicode_string(text, bytes, characters)) {
      if (text.empty()) break;
      warnings.push_back("the shared strings end in the middle of one");
    }
    strings.push_back(pool.add(text));
  }
}

}  // namespace lunokhod::sheets::xls
