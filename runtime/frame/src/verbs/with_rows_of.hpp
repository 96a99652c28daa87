// A frame without columns yet that has the rows of another: their number, their places in the source, the problems.
#pragma once

#include "lunokhod/frame/frame.hpp"

namespace lunokhod {

inline Frame with_rows_of(const Frame& frame) {
  Frame out;
  out.set_height(frame.height());
  out.set_origin(frame.shared_origin());
  out.set_problems(frame.shared_problems());
  return out;
}

}  // namespace lunokhod
