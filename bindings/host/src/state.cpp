#include "state.hpp"

#include <cstdlib>
#include <new>

#include "lunokhod/support/errors.hpp"

namespace lunokhod::host {
namespace {

constexpr int every_kind = LUA_MASKCALL | LUA_MASKRET | LUA_MASKLINE | LUA_MASKCOUNT;

void raise_cancelled(lua_State* L, lua_Debug*) {
  lua::push_error(L, {Code::cancelled, "the script was stopped from outside", "", lua::script_line(L, 0)});
  lua_error(L);
}

void raise_too_many_steps(lua_State* L, lua_Debug*) {
  lua::push_error(L, {Code::time_limit, "this file computes too long for a configuration",
                      "a configuration returns data; put work into a script", lua::script_line(L, 0)});
  lua_error(L);
}

}  // namespace

State::State(std::uint64_t memory_limit, lua::Run* run) : memory_limit_(memory_limit) {
  L_ = lua_newstate(allocate, this);
  if (!L_) throw std::bad_alloc();
  lua::set_run(L_, run);
  running_ = L_;
}

State::~State() {
  running_ = nullptr;
  lua_close(L_);
}

void* State::allocate(void* self, void* block, std::size_t old_size, std::size_t new_size) {
  auto& state = *static_cast<State*>(self);
  if (!block) old_size = 0;  // then it is a type tag
  if (new_size == 0) {
    std::free(block);
    state.used_ -= old_size;
    return nullptr;
  }
  if (new_size > old_size && state.memory_limit_ != 0 && state.used_ + (new_size - old_size) > state.memory_limit_) {
    state.memory_exceeded_ = true;
    return nullptr;
  }
  void* moved = std::realloc(block, new_size);
  if (moved) state.used_ += new_size - old_size;
  return moved;
}

void State::brake(lua_State* L) noexcept {
  lua_sethook(L, raise_cancelled, every_kind, 1);
}

void State::cancel() noexcept {
  cancelled_.store(true, std::memory_order_relaxed);
  if (lua_State* running = running_.load(std::memory_order_relaxed)) brake(running);
}

lua_State* State::enter(lua_State* coroutine) noexcept {
  lua_State* previous = running_.exchange(coroutine, std::memory_order_relaxed);
  if (cancelled()) brake(coroutine);
  return previous;
}

void State::leave(lua_State* previous) noexcept {
  running_.store(previous, std::memory_order_relaxed);
  if (cancelled()) brake(previous);
}

void State::limit_steps(int steps) {
  lua_sethook(L_, raise_too_many_steps, LUA_MASKCOUNT, steps);
}

}  // namespace lunokhod::host
