// A column to another dtype in place; what does not fit becomes null and a problem of the frame (see coerce in
// mapping.hpp).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "lunokhod/frame/frame.hpp"

namespace lunokhod {

Result<Dtype> dtype_from_name(
    std::string_view name);  // "text", "integer", "float", "decimal", "date", "datetime", "boolean"
Result<Frame> cast(const Frame& frame, std::string_view column, Dtype dtype, int scale = -1,
                   std::string_view format = "");

}  // namespace lunokhod
