// init DIR: a workspace that runs at once, from files carried in the binary.
#include <fmt/format.h>

#include <cstdio>
#include <string>
#include <vector>

#include "embedded.hpp"
#include "lunokhod/app/verb.hpp"
#include "lunokhod/base/text.hpp"
#include "lunokhod/platform/file_system.hpp"
#include "lunokhod/platform/files.hpp"
#include "verb_functions.hpp"

namespace lunokhod::app {
namespace {

// Nothing of the person's is overwritten: all names are looked at before the first file is made.
Result<void> refuse_to_overwrite(const std::string& folder) {
  std::vector<std::string> there;
  for (const EmbeddedFile& file : workspace_files()) {
    const std::string path = join_path(folder, file.path);
    if (TRY(file_status(path))) there.emplace_back(file.path);
  }
  if (there.empty()) return {};
  const std::size_t count = there.size();
  if (count > 3) there.resize(3);
  return Error{Code::ambiguous,
               fmt::format("{} already has {}{}", folder, text::join(there, ", "),
                           count > 3 ? fmt::format(" and {} more of a workspace's files", count - 3) : ""),
               "nothing was changed; choose an empty folder"};
}

Result<void> make_workspace(const std::string& folder) {
  CHECKED(refuse_to_overwrite(folder));
  for (const EmbeddedFile& file : workspace_files()) {
    const std::string path = join_path(folder, file.path);
    CHECKED(make_folders(std::string(folder_of(path))));
    CHECKED(write_file_atomically(path, file.bytes));
  }
  return {};
}

constexpr const char* next_steps = R"(Made a workspace in {0}: {1} files.

  {0}/lunokhod.lua                                   its configuration
  {0}/clients/distributors/Example/processing.lua    a client's script: copy it for yours
  {0}/clients/distributors/report_header.xlsx        the columns of every report
  {0}/inbox/sales.csv                                a file to try it on

Try it:
  cd {0}
  lunokhod look inbox/sales.csv
  lunokhod run --file inbox/sales.csv clients/distributors/Example/processing.lua
  lunokhod tasks add inbox/sales.csv --client Example --provider Дистрибьютор
  lunokhod process
)";

}  // namespace

int run_init(Context&, const Arguments& arguments) {
  const std::string folder = arguments.positionals.front();
  auto made = make_workspace(folder);
  if (!made.ok()) return fail(made.error());
  fmt::print(fmt::runtime(next_steps), folder, workspace_files().size());
  return 0;
}

}  // namespace lunokhod::app
