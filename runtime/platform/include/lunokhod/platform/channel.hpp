// Whole messages between a process and its child, over a pair of connected sockets. A message arrives complete or, when
// the other side has gone, not at all.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "lunokhod/base/error.hpp"
#include "lunokhod/platform/descriptor.hpp"

namespace lunokhod {

class Channel {
 public:
  explicit Channel(Descriptor descriptor) : descriptor_(std::move(descriptor)) {}
  static Result<std::pair<Channel, Channel>> pair();

  int descriptor() const { return descriptor_.get(); }  // readable (poll) when a message or the end has come
  Result<void> send(std::string_view message) const;
  // The next message, waited for; nothing: the other side has gone. Code::limit when it is larger.
  Result<std::optional<std::string>> receive(std::size_t limit) const;

 private:
  Descriptor descriptor_;
};

}  // namespace lunokhod
