#include "lunokhod/engine/drafts.hpp"

#include <algorithm>
#include <optional>

#include "lunokhod/base/text.hpp"
#include "lunokhod/platform/file_system.hpp"

namespace lunokhod::engine {
namespace {

constexpr std::string_view mark = "_id";

// The number of a mark at `at`, when what follows ends it.
std::optional<std::int64_t> number_at(std::string_view name, std::size_t at) {
  const std::size_t start = std::min(at + mark.size(), name.size());
  std::size_t end = start;
  while (end < name.size() && name[end] >= '0' && name[end] <= '9') ++end;
  if (end < name.size() && name[end] != '_' && name[end] != '.' && name[end] != '-') return std::nullopt;
  return text::parse_integer(name.substr(start, end - start));
}

bool is_temporary(std::string_view name) {
  return name.starts_with(".lunokhod-") && name.ends_with(".tmp");
}

Result<std::vector<Draft>> list(const std::string& folder, bool (*is_wanted)(std::string_view)) {
  std::vector<Draft> drafts;
  if (!folder_exists(folder)) return drafts;
  for (const FolderEntry& entry : TRY(list_folder(folder))) {
    if (entry.kind != FileKind::file || !is_wanted(entry.name)) continue;
    const std::string path = join_path(folder, entry.name);
    const auto status = file_status(path);
    if (status.ok() && *status) drafts.push_back({path, (*status)->size, (*status)->inode, (*status)->modified});
  }
  return drafts;
}

}  // namespace

std::vector<std::int64_t> ids_in_draft(std::string_view file_name) {
  std::vector<std::int64_t> ids;
  for (std::size_t at = 0; (at = file_name.find(mark, at)) != std::string_view::npos; ++at) {
    if (const auto number = number_at(file_name, at)) ids.push_back(*number);
  }
  return ids;
}

bool draft_belongs_to(std::string_view file_name, std::int64_t task, std::string_view client) {
  if (!client.empty() && file_name.starts_with(client) && number_at(file_name, client.size()) == task &&
      file_name.substr(client.size()).starts_with(mark)) {
    return true;
  }
  const std::vector<std::int64_t> ids = ids_in_draft(file_name);
  return !ids.empty() && ids.front() == task;
}

Result<std::vector<Draft>> list_drafts(const std::string& folder) {
  return list(folder, [](std::string_view name) { return !name.starts_with(".") && !name.starts_with("~$"); });
}

Result<std::vector<Draft>> drafts_of(const std::string& folder, std::int64_t task, std::string_view client) {
  std::vector<Draft> drafts = TRY(list_drafts(folder));
  std::erase_if(drafts, [&](const Draft& draft) { return !draft_belongs_to(file_name(draft.path), task, client); });
  return drafts;
}

std::vector<Draft> made_since(const std::vector<Draft>& before, const std::vector<Draft>& after) {
  std::vector<Draft> made = after;
  std::erase_if(made,
                [&](const Draft& draft) { return std::find(before.begin(), before.end(), draft) != before.end(); });
  return made;
}

Result<std::size_t> clean_drafts(const std::string& folder, std::int64_t before,
                                 const std::function<bool(const Draft&)>& is_wanted) {
  std::vector<Draft> drafts = TRY(list_drafts(folder));
  for (Draft& left : TRY(list(folder, is_temporary))) drafts.push_back(std::move(left));
  std::size_t removed = 0;
  for (const Draft& draft : drafts) {
    if (draft.modified > before || is_wanted(draft)) continue;
    removed += remove_file(draft.path).ok();  // one that cannot be removed is no reason to stop the pass
  }
  return removed;
}

}  // namespace lunokhod::engine
