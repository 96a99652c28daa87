// Lua values, one after another → a column. The dtype follows from the values: all whole numbers, any fraction among
// the numbers, all texts, all booleans. nil is null. A mixture is an error that names the row: nothing is converted by
// guess.
#pragma once

#include <lua.hpp>

#include "lunokhod/base/error.hpp"
#include "lunokhod/frame/column.hpp"

namespace lunokhod::lua {

class ColumnBuilder {
 public:
  explicit ColumnBuilder(std::string name);
  // Takes the value at `index`; the stack stays.
  Result<void> add(lua_State* L, int index);
  std::size_t size() const { return column_.size(); }
  Column finish() &&;

 private:
  Result<void> become(lua_State* L, int index, Dtype dtype);
  Column column_;
  bool known_ = false;
};

}  // namespace lunokhod::lua
