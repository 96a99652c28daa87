#include "lunokhod/frame/group.hpp"

#include "lunokhod/frame/take.hpp"
#include "tables/aggregate.hpp"

namespace lunokhod {
namespace {

std::string name_of(const Aggregate& aggregate) {
  if (!aggregate.name.empty()) return aggregate.name;
  return aggregate.column.empty() ? aggregate.function : aggregate.function + "_" + aggregate.column;
}

}  // namespace

Result<Frame> group(const Frame& frame, std::span<const std::string> keys, std::span<const Aggregate> aggregates) {
  std::vector<std::size_t> columns;
  for (const std::string& key : keys) columns.push_back(TRY(frame.find(key)));
  Groups groups = groups_of(frame, columns);
  if (keys.empty() && groups.first_row.empty()) groups.first_row.push_back(no_row);  // one row even for no rows

  Frame out;
  out.set_height(groups.count());
  for (std::size_t index : columns) out.put(take(frame.column(index), groups.first_row));
  for (const Aggregate& one : aggregates) {
    const Column* in = one.column.empty() ? nullptr : &frame.column(TRY(frame.find(one.column)));
    const std::string name = name_of(one);
    for (std::size_t i = 0; i < out.width(); ++i)
      if (out.column(i).name == name)
        return Error{Code::ambiguous, "two columns would be called \"" + name + "\"",
                     "give the aggregate another name"};
    out.put(TRY(aggregate(in, groups, one.function, name)));
  }
  out.set_problems(frame.shared_problems());
  return out;
}

}  // namespace lunokhod
