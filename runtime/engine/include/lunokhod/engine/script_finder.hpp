// Which script makes the report of a task: clients/<folder of the provider>/<client>/processing_<report type>.lua, else
// processing.lua there. Folder and file names match exactly first, then folded (case, ё/е, lookalikes). Folders are
// listed once per pass.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "lunokhod/engine/config.hpp"
#include "lunokhod/engine/task.hpp"

namespace lunokhod::engine {

struct FoundScript {
  std::string path;      // empty: there is none
  std::string sentence;  // then: what to make, and where
};

class ScriptFinder {
 public:
  explicit ScriptFinder(const Config& config) : config_(&config) {}
  FoundScript find(const Task& task);

 private:
  const std::vector<std::string>& names_in(const std::string& folder);
  std::string match(const std::string& folder, std::string_view wanted);  // "" when nothing or several match

  const Config* config_;
  std::map<std::string, std::vector<std::string>> listings_;
};

}  // namespace lunokhod::engine
