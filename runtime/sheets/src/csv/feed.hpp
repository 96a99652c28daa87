// The text of a csv as UTF-8, from its first byte to its last, in pieces of the caller's size. Zero bytes are left out,
// bytes that are no text in the file's encoding become U+FFFD; both are counted. A file that is ASCII for a while and
// then turns out to be of another encoding is taken as that encoding from there on: what came before reads the same in
// both.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "csv/bytes_to_utf8.hpp"
#include "csv/input.hpp"

namespace lunokhod::sheets::csv {

class Feed {
 public:
  // `certain`: the encoding was asked for or has a mark in the file, so it is never changed.
  Feed(const Input& input, Encoding encoding, bool certain, std::uint64_t offset);

  // At least 64 bytes of room. Returns how many were written; 0 only at the end. May spoil up to `room` bytes of `out`.
  Result<std::size_t> fill(char* out, std::size_t room);
  bool at_end() const { return ended_; }

  Encoding encoding() const { return encoding_; }
  std::uint64_t damaged() const { return damaged_; }
  std::uint64_t zeros() const { return zeros_; }

 private:
  Result<std::size_t> step(char* out, std::size_t room);
  Result<std::size_t> utf8_step(char* out, std::size_t room);
  std::size_t accept_utf8(char* out, std::size_t got, std::size_t room, bool last);
  std::size_t repair(char* out, std::size_t got, std::size_t room);
  bool turn_to_other_encoding(const char* bytes, std::size_t size, std::size_t bad);
  std::size_t without_zeros(char* out, std::size_t size);

  const Input* input_;
  Encoding encoding_;
  bool certain_;
  bool ascii_so_far_ = true;
  bool ended_ = false;
  std::uint64_t offset_;
  std::uint64_t damaged_ = 0, zeros_ = 0;
  std::unique_ptr<ByteTable> table_;
  std::string buffer_;
};

}  // namespace lunokhod::sheets::csv
