#include "lunokhod/frame/rows.hpp"

#include <algorithm>
#include <numeric>

#include "lunokhod/frame/take.hpp"

namespace lunokhod {

Frame slice(const Frame& frame, std::size_t begin, std::size_t end) {
  end = std::min(end, frame.height());
  begin = std::min(begin, end);
  if (begin == 0 && end == frame.height()) return frame;
  std::vector<std::uint32_t> rows(end - begin);
  std::iota(rows.begin(), rows.end(), static_cast<std::uint32_t>(begin));
  return take(frame, rows);
}

Frame head(const Frame& frame, std::size_t count) {
  return slice(frame, 0, count);
}

Frame tail(const Frame& frame, std::size_t count) {
  return slice(frame, frame.height() - std::min(count, frame.height()), frame.height());
}

Value cell_value(const Column& column, std::size_t row) {
  if (column.is_null(row)) return {};
  switch (column.dtype) {
    case Dtype::integer:
      return column.as_integer(row);
    case Dtype::float_:
      return column.as_float(row);
    case Dtype::boolean:
      return column.words[row] != 0;
    case Dtype::mixed:
      if (column.kinds[row] == CellKind::number) return column.as_float(row);
      if (column.kinds[row] == CellKind::boolean) return column.words[row] != 0;
      return column.display(row);
    default:
      return column.display(row);
  }
}

}  // namespace lunokhod
