// A Lua state with a cap on its heap and a brake. The brake is a hook that raises at the next instruction of whatever
// coroutine runs; pcall cannot outlast it, because it stays on.
#pragma once

#include <lua.hpp>

#include <atomic>
#include <cstdint>

#include "lunokhod/support/run.hpp"

namespace lunokhod::host {

class State {
 public:
  explicit State(std::uint64_t memory_limit, lua::Run* run);
  ~State();
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  lua_State* get() const { return L_; }
  bool memory_exceeded() const { return memory_exceeded_; }
  std::uint64_t memory_limit() const { return memory_limit_; }

  // Async-signal-safe.
  void cancel() noexcept;
  bool cancelled() const { return cancelled_.load(std::memory_order_relaxed); }

  // Which coroutine runs: called around lua_resume, so that the brake reaches it. Returns the one before.
  lua_State* enter(lua_State* coroutine) noexcept;
  void leave(lua_State* previous) noexcept;

  // Raises Code::time_limit after about this many instructions (configuration files).
  void limit_steps(int steps);

 private:
  static void* allocate(void* self, void* block, std::size_t old_size, std::size_t new_size);
  void brake(lua_State* L) noexcept;

  std::uint64_t memory_limit_;
  std::uint64_t used_ = 0;
  bool memory_exceeded_ = false;
  std::atomic<bool> cancelled_ = false;
  std::atomic<lua_State*> running_ = nullptr;
  lua_State* L_ = nullptr;
};

}  // namespace lunokhod::host
