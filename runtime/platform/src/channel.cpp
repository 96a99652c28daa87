#include "lunokhod/platform/channel.hpp"

#include <sys/socket.h>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>

#include "whole_io.hpp"

namespace lunokhod {

Result<std::pair<Channel, Channel>> Channel::pair() {
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    return error_of_errno(errno, "make a channel", "");
  }
  return std::pair{Channel(Descriptor(ends[0])), Channel(Descriptor(ends[1]))};
}

// The length in bytes, 8 bytes as this machine has them, then the bytes.
Result<void> Channel::send(std::string_view message) const {
  const std::uint64_t size = message.size();
  std::string framed(reinterpret_cast<const char*>(&size), sizeof size);
  framed += message;
  std::string_view left = framed;
  while (!left.empty()) {
    const ssize_t sent = ::send(descriptor_.get(), left.data(), left.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) return error_of_errno(errno, "send to", "a process");
    left.remove_prefix(static_cast<std::size_t>(sent));
  }
  return {};
}

Result<std::optional<std::string>> Channel::receive(std::size_t limit) const {
  std::uint64_t size = 0;
  std::array<char, sizeof size> head{};
  const std::int64_t got = platform::read_whole(descriptor_.get(), head.data(), head.size());
  if (got < 0 && got != -ECONNRESET) return error_of_errno(static_cast<int>(-got), "receive from", "a process");
  if (got < static_cast<std::int64_t>(head.size())) return std::optional<std::string>{};
  std::memcpy(&size, head.data(), sizeof size);
  if (size > limit) return Error{Code::limit, "a message of " + std::to_string(size) + " bytes between processes"};
  std::string message(size, '\0');
  const std::int64_t body = platform::read_whole(descriptor_.get(), message.data(), message.size());
  if (body < static_cast<std::int64_t>(size)) return std::optional<std::string>{};
  return std::optional(std::move(message));
}

}  // namespace lunokhod
