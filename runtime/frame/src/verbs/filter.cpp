#include "lunokhod/frame/filter.hpp"

#include "lunokhod/frame/expression.hpp"
#include "lunokhod/frame/take.hpp"

namespace lunokhod {

Result<Frame> filter(const Frame& frame, std::string_view text) {
  const Expression expression = TRY(Expression::parse(text));
  const std::vector<std::uint32_t> rows = TRY(expression.rows_where(frame));
  if (rows.size() == frame.height()) return frame;
  return take(frame, rows);
}

Result<Frame> filter(const Frame& frame, const Column& mask) {
  if (mask.dtype != Dtype::boolean)
    return Error{Code::type_mismatch, "a mask is a boolean column, not " + std::string(dtype_name(mask.dtype))};
  if (mask.size() != frame.height())
    return Error{Code::invalid_argument, "a mask of " + std::to_string(mask.size()) + " rows does not fit a frame of " +
                                             std::to_string(frame.height())};
  std::vector<std::uint32_t> rows;
  for (std::size_t row = 0; row < mask.size(); ++row)
    if (mask.words[row] != 0 && mask.valid.get(row)) rows.push_back(static_cast<std::uint32_t>(row));
  return take(frame, rows);
}

}  // namespace lunokhod
