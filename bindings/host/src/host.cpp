#include "lunokhod/host/host.hpp"

#include <fmt/format.h>

#include <atomic>
#include <climits>
#include <cstdlib>
#include <optional>

#include "lunokhod/modules/modules.hpp"
#include "lunokhod/platform/files.hpp"
#include "lunokhod/support/errors.hpp"
#include "lunokhod/support/gate.hpp"
#include "lunokhod/support/values.hpp"
#include "require.hpp"
#include "show.hpp"
#include "standard_library.hpp"
#include "state.hpp"

namespace lunokhod::host {
namespace {

constexpr std::size_t largest_script = std::size_t{16} << 20;
constexpr std::uint64_t configuration_memory = std::uint64_t{64} << 20;
constexpr int configuration_steps = 20'000'000;

std::string real_path(const std::string& path) {
  const std::unique_ptr<char, decltype(&free)> real(realpath(path.c_str(), nullptr), free);
  return real ? std::string(real.get()) : path;
}

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "." : path.substr(0, std::max<std::size_t>(slash, 1));
}

// Paths below the workspace are shown relative to it.
std::string shown_path(const std::string& path, const std::string& workspace) {
  if (!workspace.empty() && path.starts_with(workspace + "/")) return path.substr(workspace.size() + 1);
  return path;
}

// What the protected part works on; everything that can raise happens inside `steps`.
struct Work {
  State* state;
  std::string bytes, shown;
  bool configuration = false;
  const std::vector<std::string>* arguments = nullptr;
  Result<Value> value = Value();
  std::string text;
};

void set_task(lua_State* L, const lua::Run& run, const std::vector<std::string>& arguments) {
  lua_createtable(L, static_cast<int>(arguments.size()), 1);
  lua::push_text(L, run.script);
  lua_rawseti(L, -2, 0);
  lua_Integer i = 0;
  for (const std::string& argument : arguments) {
    lua::push_text(L, argument);
    lua_rawseti(L, -2, ++i);
  }
  lua_setglobal(L, "arg");
}

int steps(lua_State* L) {
  auto& work = *static_cast<Work*>(lua_touserdata(L, 1));
  lua_settop(L, 0);
  if (work.configuration) {
    open_configuration_library(*work.state);
    lua::push_env(L);
    lua_setglobal(L, "env");
  } else {
    open_standard_library(*work.state);
    lua::open_modules(L);
    open_require(L);
    set_task(L, lua::run_of(L), *work.arguments);
  }
  if (!load_chunk(L, work.bytes.data(), work.bytes.size(), work.shown.c_str())) return lua_error(L);
  if (work.configuration) work.state->limit_steps(configuration_steps);
  int count = 0;
  if (!work.configuration) {
    for (const std::string& argument : *work.arguments) {
      luaL_checkstack(L, 2, "arguments");
      lua::push_text(L, argument);
      ++count;
    }
  }
  lua_call(L, count, 1);
  if (!work.configuration) work.text = show(L, -1);
  work.value = plain(L, -1);
  return 0;
}

Error error_of(State& state, int status) {
  lua_State* L = state.get();
  if (status == LUA_ERRMEM) {
    return {Code::memory_limit,
            state.memory_exceeded()
                ? fmt::format("the script wanted more than {} MiB of memory", state.memory_limit() >> 20)
                : "the script ran out of memory",
            "work on frames instead of Lua tables, in parts, or raise the memory limit of the client"};
  }
  Error error = lua::error_at(L, -1);
  // An error inside the error handler: the brake reached it too, or the stack is full.
  if (status == LUA_ERRERR && state.cancelled()) error = {Code::cancelled, "the script was stopped from outside"};
  return error;
}

}  // namespace

class LuaHost final : public engine::ScriptHost {
 public:
  Result<Value> evaluate(const std::string& path) override;
  Result<void> check(const std::string& path) override;
  Result<engine::ScriptResult> run(const engine::ScriptCall& call, engine::ScriptError* failure) override;
  void cancel() noexcept override;

 private:
  Result<void> perform(State& state, Work& work, engine::ScriptError* failure);
  std::atomic<State*> current_ = nullptr;
  std::atomic<bool> cancelled_ = false;
};

// Runs `steps` under the message handler.
Result<void> LuaHost::perform(State& state, Work& work, engine::ScriptError* failure) {
  lua_State* L = state.get();
  current_ = &state;
  if (cancelled_) state.cancel();
  lua_pushcfunction(L, lua::message_handler);
  lua_pushcfunction(L, steps);
  lua_pushlightuserdata(L, &work);
  const int status = lua_pcall(L, 1, 0, 1);
  current_ = nullptr;
  if (status == LUA_OK) return {};
  lua_sethook(L, nullptr, 0, 0);
  Error error = error_of(state, status);
  if (failure) {
    failure->error = error;
    failure->traceback = status == LUA_ERRMEM ? "" : lua::traceback_at(L, -1);
  }
  return error;
}

Result<Value> LuaHost::evaluate(const std::string& path) {
  lua::Run run;
  Work work{nullptr, TRY(read_file(path, largest_script)), path, true};
  State state(configuration_memory, &run);
  work.state = &state;
  CHECKED(perform(state, work, nullptr));
  return std::move(work.value);
}

Result<void> LuaHost::check(const std::string& path) {
  const std::string bytes = TRY(read_file(path, largest_script));
  lua::Run run;
  State state(configuration_memory, &run);
  if (load_chunk(state.get(), bytes.data(), bytes.size(), path.c_str())) return {};
  return lua::error_at(state.get(), -1);
}

Result<engine::ScriptResult> LuaHost::run(const engine::ScriptCall& call, engine::ScriptError* failure) {
  lua::Run run;
  run.script = real_path(call.path);
  run.folder = folder_of(run.script);
  run.workspace = real_path(call.workspace.empty() ? run.folder : call.workspace);
  run.task = call.task;
  run.arguments = call.arguments;
  run.log = call.log;
  auto bytes = read_file(call.path, largest_script);
  if (!bytes.ok()) {
    if (failure) failure->error = bytes.error();
    return std::move(bytes).error();
  }
  Work work{nullptr, *std::move(bytes), shown_path(run.script, run.workspace)};
  work.arguments = &run.arguments;
  State state(call.memory_limit, &run);
  work.state = &state;
  CHECKED(perform(state, work, failure));
  engine::ScriptResult result;
  // A value that is no plain data (a function, a workbook) is shown, and null for programs.
  if (work.value.ok()) result.value = *std::move(work.value);
  result.shown = std::move(work.text);
  result.drafts = std::move(run.drafts);
  result.rows = run.rows;
  result.problems = run.problems;
  return result;
}

void LuaHost::cancel() noexcept {
  cancelled_ = true;
  if (State* state = current_) state->cancel();
}

std::unique_ptr<engine::ScriptHost> make_host() {
  return std::make_unique<LuaHost>();
}

std::vector<std::string> native_names() {
  lua::Run run;
  State state(0, &run);
  open_standard_library(state);
  lua::open_modules(state.get());
  open_require(state.get());
  return lua::registered_names(state.get());
}

}  // namespace lunokhod::host
