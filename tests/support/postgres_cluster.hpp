// A private PostgreSQL server for a test process: its own folder, a Unix socket, no network, gone at the end.
#pragma once

#include <string>

#include "temporary_folder.hpp"

namespace lunokhod::testing {

class PostgresCluster {
 public:
  // The one of this process, started at first use; `why_not()` says why there is none.
  static PostgresCluster& shared();

  bool running() const { return why_not_.empty(); }
  const std::string& why_not() const { return why_not_; }
  std::string fresh_database();  // the address of a new, empty database

  ~PostgresCluster();

 private:
  PostgresCluster();
  int tool(const std::string& line) const;  // as a user PostgreSQL accepts; the exit code

  TemporaryFolder folder_;
  std::string why_not_, tools_;
  int databases_ = 0;
};

}  // namespace lunokhod::testing
