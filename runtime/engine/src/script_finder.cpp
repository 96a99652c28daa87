#include "lunokhod/engine/script_finder.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "lunokhod/base/text.hpp"
#include "lunokhod/platform/file_system.hpp"

namespace lunokhod::engine {
namespace {

// The registry is written by others: a client must not name a folder outside of clients/.
bool is_plain_name(std::string_view name) {
  return !name.empty() && name != "." && name != ".." && name.find('/') == std::string_view::npos &&
         name.find('\0') == std::string_view::npos;
}

}  // namespace

const std::vector<std::string>& ScriptFinder::names_in(const std::string& folder) {
  const auto known = listings_.find(folder);
  if (known != listings_.end()) return known->second;
  std::vector<std::string>& names = listings_[folder];
  if (auto entries = list_folder(folder); entries.ok()) {
    for (FolderEntry& entry : *entries) names.push_back(std::move(entry.name));
  }
  return names;
}

std::string ScriptFinder::match(const std::string& folder, std::string_view wanted) {
  if (!is_plain_name(wanted)) return {};
  const std::vector<std::string>& names = names_in(folder);
  if (std::find(names.begin(), names.end(), wanted) != names.end()) return std::string(wanted);
  const std::string folded = text::fold(wanted);
  std::string found;
  for (const std::string& name : names) {
    if (text::fold(name) != folded) continue;
    if (!found.empty()) return {};
    found = name;
  }
  return found;
}

FoundScript ScriptFinder::find(const Task& task) {
  std::string provider_folder;
  const std::string provider = text::fold(task.data_provider);
  for (const auto& [name, folder] : config_->providers) {
    if (text::fold(name) == provider) provider_folder = join_path(config_->clients, folder);
  }
  if (provider_folder.empty()) {
    return {"", fmt::format("the data provider «{}» has no folder: add it to providers in lunokhod.lua",
                            task.data_provider)};
  }
  const std::string client = match(provider_folder, text::trim(task.client_name));
  if (client.empty()) {
    return {"",
            fmt::format("the client «{}» has no folder: make {}/processing.lua", task.client_name,
                        join_path(provider_folder, is_plain_name(task.client_name) ? task.client_name : "<client>"))};
  }
  const std::string folder = join_path(provider_folder, client);
  for (const std::string& name :
       {"processing_" + std::string(text::trim(task.report_type)) + ".lua", std::string("processing.lua")}) {
    const std::string script = match(folder, name);
    if (!script.empty() && file_exists(join_path(folder, script))) return {join_path(folder, script), ""};
  }
  return {"", fmt::format("the client «{}» has no script: make {}/processing.lua", task.client_name, folder)};
}

}  // namespace lunokhod::engine
