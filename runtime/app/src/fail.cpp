#include <cstdio>
#include <exception>
#include <new>

#include "embedded.hpp"
#include "lunokhod/app/table.hpp"
#include "lunokhod/app/verb.hpp"
#include "lunokhod/base/json.hpp"
#include "lunokhod/base/language.hpp"
#include "lunokhod/platform/terminal.hpp"

namespace lunokhod::app {

int fail(const Error& error, bool json) {
  std::string out;
  const std::string message = translated(error.where.empty() ? error.message : error.where + ": " + error.message);
  const std::string hint = translated(error.hint);
  if (json) {
    JsonWriter writer(out);
    writer.begin_object().key("error").begin_object();
    writer.field("code", code_name(error.code)).field("message", message).field("hint", hint);
    writer.end_object().end_object();
  } else {
    const bool color = terminal::wants_color(terminal::standard_error);
    out = toned("lunokhod:", Tone::bad, color) + " " + message;
    if (!hint.empty()) out += "\n" + toned("  → " + hint, Tone::dim, color);
  }
  out += "\n";
  std::fwrite(out.data(), 1, out.size(), stderr);
  return exit_code(error.code);
}

void say(std::string_view message) {
  const std::string line = translated(message) + "\n";
  std::fwrite(line.data(), 1, line.size(), stderr);
}

void choose_language() {
  if (wants_russian()) use_catalogue(message_catalogues().front().bytes);
}

int guarded(const std::function<int()>& work) noexcept {
  try {
    return work();
  } catch (const std::bad_alloc&) {
    return fail({Code::memory_limit, "out of memory", "give it more, or read the file in chunks"});
  } catch (const std::exception& error) {
    return fail({Code::internal, error.what(), "this is a bug of Lunokhod: please report it"});
  }
}

}  // namespace lunokhod::app
