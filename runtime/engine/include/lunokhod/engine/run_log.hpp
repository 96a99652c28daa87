// The output of one run, whole: the script's process writes to the file itself (append only), so nothing is lost when
// the supervisor dies. It may not fill the disk: past the cap the middle is given back to the file system while the run
// goes on, and at the end head and tail remain with a line between them that tells how much is missing.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "lunokhod/base/error.hpp"
#include "lunokhod/platform/descriptor.hpp"

namespace lunokhod::engine {

inline constexpr std::uint64_t run_log_cap = std::uint64_t{10} << 20;

class RunLog {
 public:
  static Result<RunLog> create(const std::string& path, std::uint64_t cap = run_log_cap);  // makes the folder too

  const std::string& path() const { return path_; }
  int descriptor() const { return file_.get(); }
  void line(std::string_view text);                // the supervisor's own words, marked as such
  void trim();                                     // while the run goes on; cheap when there is nothing to do
  void finish();                                   // after the last writer is gone
  std::string tail(std::size_t characters) const;  // valid UTF-8

 private:
  std::string path_;
  Descriptor file_;
  std::uint64_t cap_ = 0;
};

}  // namespace lunokhod::engine
