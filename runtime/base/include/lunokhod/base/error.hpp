// How things fail. A door returns Result<T>; exceptions are left for bugs and for no memory.
// One Error has a code for machines, a message for the log, a hint for the analyst and the place it happened.
#pragma once

#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace lunokhod {

enum class Code {
  invalid_argument,  // the caller's words are wrong
  not_found,         // a file, sheet, column, client, task that is not there
  ambiguous,         // two candidates fit, the message lists them
  data_rejected,     // a file that cannot be read as what it says it is
  encrypted,         // a workbook that wants a password
  limit,             // a bound was reached: bytes, cells, ratio, rows
  overflow,          // a number does not fit its type
  type_mismatch,     // a text where a number is wanted
  syntax,            // a script or an expression that does not parse
  script,            // a script raised
  time_limit,
  memory_limit,
  cancelled,
  locked,  // somebody else holds the file
  no_space,
  path_too_long,
  denied,  // permission, or a path out of its root
  busy,    // another process holds the lock
  io,      // the operating system refused
  database,
  configuration,
  internal,  // a bug of ours
};

std::string_view code_name(Code code);  // "not_found"
int exit_code(Code code);  // DESIGN: 1 script, 2 usage, 3 configuration, 4 data, 5 I/O, 6 denied, 7 time limit, 75 busy

struct Error {
  Code code = Code::internal;
  std::string message{};  // one sentence, no full stop needed
  std::string hint{};     // what to do; may be empty
  std::string where{};    // "file.xlsx, sheet Plan, cell B7" or "processing.lua:12"; may be empty

  std::string text() const;  // "where: message (hint)" on one line
};

// The error of an errno value, with the path it was about.
Error error_of_errno(int number, std::string_view action, std::string_view path);

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT: implicit on purpose
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }
  T& value() & { return std::get<0>(state_); }
  const T& value() const& { return std::get<0>(state_); }
  T&& value() && { return std::get<0>(std::move(state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::get<0>(std::move(state_)); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  Error& error() & { return std::get<1>(state_); }
  const Error& error() const& { return std::get<1>(state_); }
  Error&& error() && { return std::get<1>(std::move(state_)); }

 private:
  std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}  // NOLINT: implicit on purpose

  bool ok() const { return !error_; }
  explicit operator bool() const { return ok(); }
  Error& error() & { return *error_; }
  const Error& error() const& { return *error_; }
  Error&& error() && { return *std::move(error_); }

 private:
  std::optional<Error> error_;
};

}  // namespace lunokhod

// auto value = TRY(door());   returns the error to the caller, or yields the value
// CHECKED(door());            the same for Result<void>
#define TRY(expression)                                           \
  ({                                                              \
    auto try_result_ = (expression);                              \
    if (!try_result_.ok()) return std::move(try_result_).error(); \
    *std::move(try_result_);                                      \
  })
#define CHECKED(expression)                                       \
  do {                                                            \
    auto try_result_ = (expression);                              \
    if (!try_result_.ok()) return std::move(try_result_).error(); \
  } while (false)
