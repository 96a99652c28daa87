#include "lunokhod/base/error.hpp"

#include <cerrno>
#include <cstring>

namespace lunokhod {

std::string_view code_name(Code code) {
  switch (code) {
    case Code::invalid_argument:
      return "invalid_argument";
    case Code::not_found:
      return "not_found";
    case Code::ambiguous:
      return "ambiguous";
    case Code::data_rejected:
      return "data_rejected";
    case Code::encrypted:
      return "encrypted";
    case Code::limit:
      return "limit";
    case Code::overflow:
      return "overflow";
    case Code::type_mismatch:
      return "type_mismatch";
    case Code::syntax:
      return "syntax";
    case Code::script:
      return "script";
    case Code::time_limit:
      return "time_limit";
    case Code::memory_limit:
      return "memory_limit";
    case Code::cancelled:
      return "cancelled";
    case Code::locked:
      return "locked";
    case Code::no_space:
      return "no_space";
    case Code::path_too_long:
      return "path_too_long";
    case Code::denied:
      return "denied";
    case Code::busy:
      return "busy";
    case Code::io:
      return "io";
    case Code::database:
      return "database";
    case Code::configuration:
      return "configuration";
    case Code::internal:
      return "internal";
  }
  return "internal";
}

int exit_code(Code code) {
  switch (code) {
    case Code::invalid_argument:
      return 2;
    case Code::configuration:
    case Code::syntax:
      return 3;
    case Code::data_rejected:
    case Code::encrypted:
    case Code::limit:
    case Code::overflow:
    case Code::type_mismatch:
    case Code::ambiguous:
      return 4;
    case Code::not_found:
    case Code::io:
    case Code::database:
    case Code::locked:
    case Code::no_space:
    case Code::path_too_long:
      return 5;
    case Code::denied:
      return 6;
    case Code::time_limit:
    case Code::cancelled:
      return 7;
    case Code::busy:
      return 75;
    case Code::script:
    case Code::memory_limit:
    case Code::internal:
      return 1;
  }
  return 1;
}

std::string Error::text() const {
  std::string out = where.empty() ? message : where + ": " + message;
  if (!hint.empty()) out += " (" + hint + ")";
  return out;
}

Error error_of_errno(int number, std::string_view action, std::string_view path) {
  Error error{Code::io, "cannot " + std::string(action) + ": " + std::strerror(number), "", std::string(path)};
  switch (number) {
    case ENOENT:
    case ENOTDIR:
      error.code = Code::not_found;
      error.hint = "check the path";
      break;
    case EACCES:
    case EPERM:
    case EROFS:
      error.code = Code::denied;
      error.hint = "give this user the right to it";
      break;
    case ENOSPC:
    case EDQUOT:
      error.code = Code::no_space;
      error.hint = "free some space on the disk and run again";
      break;
    case ENAMETOOLONG:
      error.code = Code::path_too_long;
      error.hint = "shorten the file name or the folder";
      break;
    case EBUSY:
    case ETXTBSY:
    case EAGAIN:
      error.code = Code::locked;
      error.hint = "close the program that holds the file";
      break;
    case EMFILE:
    case ENFILE:
      error.code = Code::limit;
      error.hint = "close what is no longer needed: local book <close> = sheets.open(path)";
      break;
    default:
      break;
  }
  return error;
}

}  // namespace lunokhod
