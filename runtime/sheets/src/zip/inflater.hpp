// Unpacking one entry: in pieces with constant memory (ISA-L), or whole (libdeflate, for small parts). Both count what
// they produce against the limits and check the sum at the end: a wrong one is reported, not fatal, because the XML may
// be whole.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "lunokhod/base/error.hpp"
#include "zip/archive.hpp"

namespace lunokhod::sheets::zip {

inline constexpr std::uint16_t method_stored = 0, method_deflated = 8;

class Inflater {
 public:
  // `ledger`: what the parts of the file have unpacked to together.
  static Result<Inflater> open(const Entry& entry, std::string_view packed, std::uint64_t limit,
                               std::shared_ptr<Ledger> ledger = nullptr);
  Inflater(Inflater&&) noexcept;
  ~Inflater();

  // Writes up to `capacity` bytes; fewer only at the end, 0 after it.
  Result<std::size_t> fill(char* out, std::size_t capacity);
  bool checksum_matches() const;  // meaningful after the end
  // The packed bytes are of a MappedFile: a large part read to its end shall not stay in memory.
  void forget_what_was_read() { forgets_ = true; }
  const std::string& name() const { return name_; }

 private:
  struct State;
  Inflater();
  Result<std::size_t> inflate(char* out, std::size_t capacity);
  Result<void> judge() const;
  void forget_some();

  std::unique_ptr<State> state_;  // none for stored entries
  std::string name_;
  std::string_view packed_;
  std::shared_ptr<Ledger> ledger_;
  bool forgets_ = false;
  std::uint64_t consumed_ = 0, forgotten_ = 0, produced_ = 0, limit_ = 0, declared_size_ = 0;
  std::uint32_t crc_ = 0, declared_crc_ = 0;
};

struct Whole {
  std::string bytes;
  bool checksum_matches = true;
};
Result<Whole> inflate_whole(const Entry& entry, std::string_view packed, std::uint64_t limit);

}  // namespace lunokhod::sheets::zip
