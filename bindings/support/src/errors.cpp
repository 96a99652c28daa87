#include "lunokhod/support/errors.hpp"

#include <fmt/format.h>

#include <array>
#include <optional>
#include <string_view>

#include "lunokhod/base/text.hpp"
#include "lunokhod/support/values.hpp"

namespace lunokhod::lua {
namespace {

const char error_class = 0;  // its address names the metatable of error tables in the registry

std::string text_field(lua_State* L, int index, const char* name) {
  std::string text;
  lua_pushstring(L, name);
  lua_rawget(L, index);
  if (lua_type(L, -1) == LUA_TSTRING) {
    std::size_t length = 0;
    const char* bytes = lua_tolstring(L, -1, &length);
    text.assign(bytes, length);
  }
  lua_pop(L, 1);
  return text;
}

Error error_of_table(lua_State* L, int index) {
  Error error{Code::script, text_field(L, index, "message"), text_field(L, index, "hint"),
              text_field(L, index, "where")};
  const std::string code = text_field(L, index, "code");
  for (int i = 0; i <= static_cast<int>(Code::internal); ++i) {
    if (code_name(static_cast<Code>(i)) == code) error.code = static_cast<Code>(i);
  }
  if (error.message.empty()) error.message = "the script raised a table without a message";
  return error;
}

int error_to_text(lua_State* L) {
  push_text(L, error_of_table(L, 1).text());
  return 1;
}

// Names that scripts of other systems use and that are not here, with what replaces them.
struct Replacement {
  std::string_view name, hint;
};
constexpr std::array replacements{
    Replacement{"io", "files are read and written with fs"},
    Replacement{"dofile", "another script is loaded with require"},
    Replacement{"loadfile", "another script is loaded with require"},
    Replacement{"package", "modules are found in scripts/ and beside the script; use require"},
    Replacement{"execute", "programs cannot be started from a script"},
    Replacement{"getenv", "use env.NAME"},
    Replacement{"getinfo", "of debug only traceback is here"},
};

std::string hint_for(lua_State* L, std::string_view message) {
  if (message.find("stack overflow") != std::string_view::npos) {
    return "a function calls itself without an end: look at the repeated lines of the traceback";
  }
  if (message.find("attempt to load") != std::string_view::npos) return "only text chunks are loaded, never bytecode";
  const bool nil = message.find("a nil value (") != std::string_view::npos;
  const std::size_t quote = message.find('\'');
  if (!nil || quote == std::string_view::npos) return {};
  const std::string_view name = message.substr(quote + 1, message.find('\'', quote + 1) - quote - 1);
  for (const Replacement& replacement : replacements) {
    if (replacement.name == name) return std::string(replacement.hint);
  }
  if (message.find("(global '") == std::string_view::npos) return {};
  std::vector<std::string> globals;
  lua_pushglobaltable(L);
  lua_pushnil(L);
  while (lua_next(L, -2)) {
    lua_pop(L, 1);
    if (lua_type(L, -1) == LUA_TSTRING) globals.emplace_back(lua_tostring(L, -1));
  }
  lua_pop(L, 1);
  const auto near = text::nearest(name, globals);
  return near.empty() ? std::string() : fmt::format("did you mean {}?", near.front());
}

// Lua's own texts begin with a shortened file name and the line; both are known better from the stack.
Error error_of_text(lua_State* L, std::string_view message) {
  Error error{Code::script};
  lua_Debug frame;
  for (int level = 0; level < 4 && lua_getstack(L, level, &frame); ++level) {
    lua_getinfo(L, "Sl", &frame);
    if (frame.currentline <= 0) continue;
    const std::string prefix = fmt::format("{}:{}: ", frame.short_src, frame.currentline);
    if (message.starts_with(prefix)) {
      message.remove_prefix(prefix.size());
      error.where = fmt::format("{}:{}", *frame.source == '@' ? frame.source + 1 : frame.short_src, frame.currentline);
      break;
    }
  }
  if (error.where.empty()) {  // the stack is gone, or another function of the script raised: split at "name:12: "
    const std::size_t colon = message.find(": ");
    const std::size_t line = colon == std::string_view::npos ? colon : message.rfind(':', colon - 1);
    if (line != std::string_view::npos && line > 0 && text::parse_integer(message.substr(line + 1, colon - line - 1))) {
      error.where = message.substr(0, colon);
      message.remove_prefix(colon + 2);
    }
  }
  const std::size_t overflow = message.find("stack overflow");
  error.hint = hint_for(L, message);
  error.message =
      overflow == std::string_view::npos ? text::repair_utf8(message) : "endless recursion: the stack is full";
  return error;
}

void append_frame(std::string& out, lua_State* L, lua_Debug& frame) {
  lua_getinfo(L, "Slnt", &frame);
  const bool script = frame.source[0] == '@';
  out += fmt::format("\n  {}", script ? frame.source + 1 : *frame.what == 'C' ? "[native]" : frame.short_src);
  if (frame.currentline > 0) out += fmt::format(":{}", frame.currentline);
  if (*frame.what == 'm') {
    out += ": main chunk";
  } else if (frame.name) {
    out += fmt::format(": in {}", frame.name);
  } else if (*frame.what != 'C') {
    out += fmt::format(": in the function of line {}", frame.linedefined);
  }
}

}  // namespace

void push_error(lua_State* L, const Error& error) {
  luaL_checkstack(L, 6, "an error");
  lua_createtable(L, 0, 5);
  const auto field = [L](const char* name, std::string_view text) {
    push_text(L, text);
    lua_setfield(L, -2, name);
  };
  field("code", code_name(error.code));
  field("message", error.message);
  if (!error.hint.empty()) field("hint", error.hint);
  const std::string line = script_line(L, 0);
  if (!error.where.empty() || !line.empty()) field("where", error.where.empty() ? line : error.where);
  if (lua_rawgetp(L, LUA_REGISTRYINDEX, &error_class) != LUA_TTABLE) {
    lua_pop(L, 1);
    lua_createtable(L, 0, 2);
    lua_pushcfunction(L, error_to_text);
    lua_setfield(L, -2, "__tostring");
    lua_pushliteral(L, "error");
    lua_setfield(L, -2, "__name");
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &error_class);
  }
  lua_setmetatable(L, -2);
}

Error error_at(lua_State* L, int index) {
  index = lua_absindex(L, index);
  if (lua_istable(L, index)) return error_of_table(L, index);
  std::size_t length = 0;
  if (lua_type(L, index) == LUA_TSTRING) {
    const char* bytes = lua_tolstring(L, index, &length);
    return error_of_text(L, {bytes, length});
  }
  const char* bytes = luaL_tolstring(L, index, &length);
  Error error{Code::script, fmt::format("the script raised {}", text::repair_utf8({bytes, length}))};
  lua_pop(L, 1);
  return error;
}

std::string script_line(lua_State* L, int level) {
  lua_Debug frame;
  for (; lua_getstack(L, level, &frame); ++level) {
    lua_getinfo(L, "Sl", &frame);
    if (frame.currentline > 0 && frame.source[0] == '@')
      return fmt::format("{}:{}", frame.source + 1, frame.currentline);
  }
  return {};
}

std::string traceback(lua_State* L, int level) {
  constexpr int head = 12, tail = 8;
  lua_Debug frame;
  int depth = level;
  for (int step = 1 << 20; step > 0; step >>= 1) {  // the deepest level there is
    if (lua_getstack(L, depth + step, &frame)) depth += step;
  }
  std::string out = "traceback:";
  for (; lua_getstack(L, level, &frame); ++level) {
    if (level == head && depth - tail > head + 1) {
      out += fmt::format("\n  … {} levels more …", depth - tail - head);
      level = depth - tail;
      lua_getstack(L, level, &frame);
    }
    append_frame(out, L, frame);
  }
  return out;
}

int message_handler(lua_State* L) {
  if (!lua_istable(L, 1)) {
    Error error = error_at(L, 1);
    push_error(L, error);
    lua_replace(L, 1);
  }
  lua_settop(L, 1);
  lua_pushliteral(L, "traceback");
  if (lua_rawget(L, 1) == LUA_TNIL) {
    lua_pushliteral(L, "traceback");
    push_text(L, traceback(L, 1));
    lua_rawset(L, 1);
  }
  lua_settop(L, 1);
  return 1;
}

std::string traceback_at(lua_State* L, int index) {
  if (!lua_istable(L, index)) return {};
  return text_field(L, lua_absindex(L, index), "traceback");
}

}  // namespace lunokhod::lua
