// The drafts folder: reports that scripts have made and nobody has delivered yet. A draft says whose it is by its name:
// `_id{ID}` followed by `_`, `.`, `-` or the end, so that `_id1` is never `_id12`.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "lunokhod/base/error.hpp"

namespace lunokhod::engine {

// The name of a source file may hold a mark of its own ("Client_id12_report_id7_….xlsx" is of task 12): the first mark
// counts, unless the name begins with "{client}_id{ID}" (a client may be called "North_id5").
bool draft_belongs_to(std::string_view file_name, std::int64_t task, std::string_view client = {});
std::vector<std::int64_t> ids_in_draft(std::string_view file_name);  // every mark, in order

struct Draft {
  std::string path;
  std::uint64_t size = 0, inode = 0;
  std::int64_t modified = 0;  // microseconds since 1970

  bool operator==(const Draft&) const = default;
};

// Regular files only, by name; owner files (~$…) and hidden ones are left out.
Result<std::vector<Draft>> list_drafts(const std::string& folder);
Result<std::vector<Draft>> drafts_of(const std::string& folder, std::int64_t task, std::string_view client);
// Those of `after` that are not in `before` unchanged.
std::vector<Draft> made_since(const std::vector<Draft>& before, const std::vector<Draft>& after);

// Removes what is older than `before` (microseconds since 1970) unless `is_wanted` says otherwise. How many were
// removed.
Result<std::size_t> clean_drafts(const std::string& folder, std::int64_t before,
                                 const std::function<bool(const Draft&)>& is_wanted);

}  // namespace lunokhod::engine
