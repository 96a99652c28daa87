#include "lunokhod/frame/select.hpp"

#include <algorithm>

#include "verbs/with_rows_of.hpp"

namespace lunokhod {

Result<Frame> select(const Frame& frame, std::span<const std::string> names) {
  Frame out = with_rows_of(frame);
  std::vector<std::size_t> taken;
  for (const std::string& name : names) {
    const std::size_t index = TRY(frame.find(name));
    if (std::find(taken.begin(), taken.end(), index) != taken.end())
      return Error{Code::invalid_argument, "column \"" + frame.column(index).name + "\" is selected twice"};
    taken.push_back(index);
    out.put(frame.shared_column(index));
  }
  return out;
}

Result<Frame> drop(const Frame& frame, std::span<const std::string> names) {
  std::vector<bool> dropped(frame.width(), false);
  for (const std::string& name : names) dropped[TRY(frame.find(name))] = true;
  Frame out = with_rows_of(frame);
  for (std::size_t i = 0; i < frame.width(); ++i)
    if (!dropped[i]) out.put(frame.shared_column(i));
  return out;
}

Result<Frame> rename(const Frame& frame, std::span<const std::pair<std::string, std::string>> names) {
  std::vector<std::string> renamed = frame.names();
  for (const auto& [old_name, new_name] : names) {
    if (new_name.empty()) return Error{Code::invalid_argument, "the new name of \"" + old_name + "\" is empty"};
    renamed[TRY(frame.find(old_name))] = new_name;
  }
  Frame out = with_rows_of(frame);
  for (std::size_t i = 0; i < renamed.size(); ++i) {
    if (renamed[i] == frame.column(i).name) {
      out.put(frame.shared_column(i));
      continue;
    }
    if (std::count(renamed.begin(), renamed.end(), renamed[i]) > 1)
      return Error{Code::ambiguous, "two columns would be called \"" + renamed[i] + "\""};
    Column copy = frame.column(i);
    copy.name = renamed[i];
    out.put(std::move(copy));
  }
  return out;
}

}  // namespace lunokhod
