// libpq, loaded when the first PostgreSQL address is opened: its dependencies (Kerberos, LDAP, TLS) would cost every
// start of the program several milliseconds. Only what we call is declared; the numbers are those of its stable ABI.
#pragma once

#include "lunokhod/base/error.hpp"

namespace lunokhod::db {

struct PgConnection;
struct PgResult;

inline constexpr int pg_connection_ok = 0;
inline constexpr int pg_empty_query = 0, pg_command_ok = 1, pg_tuples_ok = 2;
inline constexpr int pg_field_sqlstate = 'C', pg_field_message = 'M';

struct Libpq {
  PgConnection* (*connect)(const char*);
  int (*status)(const PgConnection*);
  char* (*error_message)(const PgConnection*);
  void (*finish)(PgConnection*);
  PgResult* (*exec)(PgConnection*, const char*);
  PgResult* (*prepare)(PgConnection*, const char*, const char*, int, const unsigned*);
  PgResult* (*exec_prepared)(PgConnection*, const char*, int, const char* const*, const int*, const int*, int);
  int (*result_status)(const PgResult*);
  char* (*result_field)(const PgResult*, int);
  int (*rows)(const PgResult*);
  int (*columns)(const PgResult*);
  char* (*column_name)(const PgResult*, int);
  unsigned (*column_type)(const PgResult*, int);
  char* (*value)(const PgResult*, int, int);
  int (*length)(const PgResult*, int, int);
  int (*is_null)(const PgResult*, int, int);
  char* (*changed)(PgResult*);
  void (*clear)(PgResult*);
};

Result<const Libpq*> libpq();

}  // namespace lunokhod::db
