// Nulls filled, texts split into columns, values replaced by a table.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lunokhod/frame/frame.hpp"

namespace lunokhod {

// The last value above (banner groups of reports: «Филиал» stands once, then blanks); blank texts count as null.
Result<Frame> fill_down(const Frame& frame, std::span<const std::string> columns);
Result<Frame> fill_up(const Frame& frame, std::span<const std::string> columns);
// A constant, read as the column's type.
Result<Frame> fill_with(const Frame& frame, std::string_view column, const std::string& value);

// A text column cut at a separator into as many columns as there are names; the last keeps the rest, missing parts are
// null.
Result<Frame> split(const Frame& frame, std::string_view column, std::string_view separator,
                    std::span<const std::string> names);

// Whole values, compared folded; what is not listed becomes `otherwise`, or stays.
Result<Frame> replace(const Frame& frame, std::string_view column,
                      const std::vector<std::pair<std::string, std::string>>& table,
                      const std::optional<std::string>& otherwise = {});

}  // namespace lunokhod
