#include "postgres_cluster.hpp"

#include <sys/wait.h>
#include <unistd.h>
#include <cstdlib>
#include <filesystem>
#include <vector>

namespace lunokhod::testing {
namespace {

std::string newest_tools() {
  std::string best;
  std::error_code none;
  for (const auto& version : std::filesystem::directory_iterator("/usr/lib/postgresql", none)) {
    const std::string tools = version.path().string() + "/bin";
    if (std::filesystem::exists(tools + "/initdb")) best = std::max(best, tools);
  }
  return best;
}

}  // namespace

PostgresCluster& PostgresCluster::shared() {
  static PostgresCluster cluster;
  return cluster;
}

PostgresCluster::PostgresCluster() : tools_(newest_tools()) {
  if (tools_.empty()) {
    why_not_ = "no PostgreSQL server is installed (package postgresql)";
    return;
  }
  const std::string root = folder_.path();
  if (::geteuid() == 0 && ::chown(root.c_str(), 65534, 65534) != 0) why_not_ = "cannot give the folder to nobody";
  if (tool("initdb -D " + root + "/data -U lunokhod -A trust --no-sync --encoding=UTF8 --locale=C.UTF-8") != 0) {
    why_not_ = "initdb failed, see " + root;
    return;
  }
  if (tool("pg_ctl -D " + root + "/data -l " + root +
           "/log -w -o \"-c listen_addresses='' -c unix_socket_directories=" + root + " -c fsync=off\" start") != 0) {
    why_not_ = "the PostgreSQL server did not start";
  }
}

PostgresCluster::~PostgresCluster() {
  if (running()) tool("pg_ctl -D " + folder_.path() + "/data -m immediate stop");
}

std::string PostgresCluster::fresh_database() {
  const std::string name = "test_" + std::to_string(++databases_);
  tool("psql -q -h " + folder_.path() + " -U lunokhod -d postgres -c 'CREATE DATABASE " + name + "'");
  return "postgres://lunokhod@/" + name + "?host=" + folder_.path();
}

int PostgresCluster::tool(const std::string& line) const {
  const std::string as = ::geteuid() == 0 ? "setpriv --reuid=65534 --regid=65534 --clear-groups " : "";
  // The server must not keep the test's output open: ctest would wait for it.
  const std::string command =
      "cd / && " + as + tools_ + "/" + line + " > " + folder_.path() + "/tool.log 2>&1 < /dev/null";
  const int status = std::system(command.c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace lunokhod::testing
