// Frames below one another. Columns meet by name (exact, then folded), in order of first appearance; where a frame
// lacks one its rows are null. One name with two dtypes is an error that names the frames' sources; integers, decimals
// and floats meet as the wider of them when nothing is lost, date and datetime as datetime. Origins and problems are
// kept.
#pragma once

#include <span>

#include "lunokhod/frame/frame.hpp"

namespace lunokhod {

Result<Frame> concat(std::span<const Frame> frames);

}  // namespace lunokhod
