// Rows by number: the one gather that filter, sort, distinct, head and join are made of.
#pragma once

#include <cstdint>
#include <span>

#include "lunokhod/frame/frame.hpp"

namespace lunokhod {

inline constexpr std::uint32_t no_row = 0xFFFFFFFF;  // in an index: a row of nulls (outer joins)

Column take(const Column& column, std::span<const std::uint32_t> rows);
Frame take(const Frame& frame, std::span<const std::uint32_t> rows);  // origin follows, problems stay

}  // namespace lunokhod
