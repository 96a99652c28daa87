#include "lunokhod/frame/cast.hpp"

#include "lunokhod/base/text.hpp"
#include "lunokhod/frame/mapping.hpp"

namespace lunokhod {

Result<Dtype> dtype_from_name(std::string_view name) {
  std::vector<std::string> names;
  for (Dtype dtype :
       {Dtype::text, Dtype::integer, Dtype::float_, Dtype::decimal, Dtype::date, Dtype::datetime, Dtype::boolean}) {
    if (dtype_name(dtype) == name) return dtype;
    names.emplace_back(dtype_name(dtype));
  }
  return Error{Code::invalid_argument, "no type \"" + std::string(name) + "\"", "types: " + text::join(names, ", ")};
}

Result<Frame> cast(const Frame& frame, std::string_view column, Dtype dtype, int scale, std::string_view format) {
  const std::size_t index = TRY(frame.find(column));
  if (dtype == Dtype::mixed) return Error{Code::invalid_argument, "nothing is cast to mixed"};
  if (scale < -1 || scale > 18) return Error{Code::invalid_argument, "a decimal's scale is 0 to 18"};
  Problems problems;
  Frame out = frame;
  out.put(coerce(frame, index, dtype, scale, format, problems));
  if (!problems.empty()) out.add_problems().append(problems);
  return out;
}

}  // namespace lunokhod
