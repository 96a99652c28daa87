#include "lunokhod/frame/problem.hpp"

namespace lunokhod {

std::string Problem::text() const {
  std::string out = file;
  const auto add = [&out](const std::string& part) { out += (out.empty() ? "" : ", ") + part; };
  if (!sheet.empty()) add("sheet " + sheet);
  if (!cell.empty())
    add("cell " + cell);
  else if (row > 0)
    add("row " + std::to_string(row));
  if (!column.empty()) add("column \"" + column + "\"");
  return out + (out.empty() ? "" : ": ") + "\"" + value + "\" is not " + wanted;
}

void Problems::append(const Problems& other) {
  for (const Problem& problem : other.list_) {
    if (list_.size() >= kept) break;
    list_.push_back(problem);
  }
  count_ += other.count_;
}

}  // namespace lunokhod
