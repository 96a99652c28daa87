#include "libpq.hpp"

#include <dlfcn.h>

namespace lunokhod::db {
namespace {

template <class Function>
bool find(void* library, const char* name, Function& function) {
  function = reinterpret_cast<Function>(::dlsym(library, name));
  return function != nullptr;
}

bool load(void* library, Libpq& table) {
  return find(library, "PQconnectdb", table.connect) && find(library, "PQstatus", table.status) &&
         find(library, "PQerrorMessage", table.error_message) && find(library, "PQfinish", table.finish) &&
         find(library, "PQexec", table.exec) && find(library, "PQprepare", table.prepare) &&
         find(library, "PQexecPrepared", table.exec_prepared) && find(library, "PQresultStatus", table.result_status) &&
         find(library, "PQresultErrorField", table.result_field) && find(library, "PQntuples", table.rows) &&
         find(library, "PQnfields", table.columns) && find(library, "PQfname", table.column_name) &&
         find(library, "PQftype", table.column_type) && find(library, "PQgetvalue", table.value) &&
         find(library, "PQgetlength", table.length) && find(library, "PQgetisnull", table.is_null) &&
         find(library, "PQcmdTuples", table.changed) && find(library, "PQclear", table.clear);
}

}  // namespace

Result<const Libpq*> libpq() {
  static Libpq table;
  static const bool loaded = [] {
    void* library = ::dlopen("libpq.so.5", RTLD_NOW | RTLD_LOCAL);
    return library && load(library, table);
  }();
  if (loaded) return &table;
  return Error{Code::configuration, "the PostgreSQL client library (libpq.so.5) is not installed",
               "install it: apt-get install libpq5"};
}

}  // namespace lunokhod::db
