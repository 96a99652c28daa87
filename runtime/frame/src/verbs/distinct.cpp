#include "lunokhod/frame/distinct.hpp"

#include <numeric>

#include "lunokhod/frame/take.hpp"
#include "tables/codes.hpp"

namespace lunokhod {

Result<Frame> distinct(const Frame& frame, std::span<const std::string> names) {
  std::vector<std::size_t> columns;
  for (const std::string& name : names) columns.push_back(TRY(frame.find(name)));
  if (names.empty()) {
    columns.resize(frame.width());
    std::iota(columns.begin(), columns.end(), std::size_t{0});
  }
  const Groups groups = groups_of(frame, columns);
  if (groups.count() == frame.height()) return frame;
  return take(frame, groups.first_row);
}

}  // namespace lunokhod
