// Frames in one line, for tests.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lunokhod/frame/frame.hpp"

namespace lunokhod::testing {

inline Column text_column(std::string name, const std::vector<std::optional<std::string_view>>& values) {
  Column column;
  column.name = std::move(name);
  column.pool = std::make_shared<TextPool>();
  for (const auto& value : values) value ? column.push_text(*value) : column.push_null();
  return column;
}

// integer, decimal (units), date (days), datetime (microseconds), boolean
inline Column word_column(std::string name, Dtype dtype, const std::vector<std::optional<std::int64_t>>& values,
                          int scale = 0) {
  Column column;
  column.name = std::move(name);
  column.dtype = dtype;
  column.scale = static_cast<std::uint8_t>(scale);
  for (const auto& value : values) value ? column.push_integer(*value) : column.push_null();
  return column;
}

inline Column float_column(std::string name, const std::vector<std::optional<double>>& values) {
  Column column;
  column.name = std::move(name);
  column.dtype = Dtype::float_;
  for (const auto& value : values) value ? column.push_float(*value) : column.push_null();
  return column;
}

template <class... Columns>
Frame frame_of(Columns... columns) {
  Frame frame;
  (frame.put(std::move(columns)), ...);
  return frame;
}

}  // namespace lunokhod::testing
