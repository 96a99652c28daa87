// What a script's process says when it ends, in one JSON object through an inherited descriptor:
//   {"ok":bool,"rows":N,"problems":N,"drafts":[…],"error":{"code","message","hint","where","traceback"}}
// It is a witness, not an authority: the exit code, the limits and the drafts folder decide.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "lunokhod/base/error.hpp"

namespace lunokhod::engine {

struct Outcome {
  bool ok = false;
  std::int64_t rows = 0, problems = 0;
  std::string code;  // of the error: "script", "no_space", …
  std::string message, hint, where, traceback;

  bool has_error() const { return !message.empty(); }
  std::string sentence() const;  // "where: message (hint)"
};

// Empty when nothing (or nothing sensible) was written. Texts are cut to a bounded length.
std::optional<Outcome> parse_outcome(std::string_view json);
std::string outcome_json(const Outcome& outcome);

}  // namespace lunokhod::engine
